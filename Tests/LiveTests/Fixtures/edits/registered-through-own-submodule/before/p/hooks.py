TABLE = {'start': [], 'stop': []}
LIMIT = 4
