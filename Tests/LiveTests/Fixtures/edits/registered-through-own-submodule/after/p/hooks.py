TABLE = {'start': [], 'stop': []}
LIMIT = 5
