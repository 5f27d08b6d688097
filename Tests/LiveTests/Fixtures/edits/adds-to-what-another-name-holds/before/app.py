from limits import LIMIT

TABLE = {'stop': []}
stops = TABLE['stop']
stops.append(LIMIT)
