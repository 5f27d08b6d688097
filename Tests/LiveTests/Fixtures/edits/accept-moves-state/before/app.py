CACHE = dict(kind='first')  # reload: reset
N = 1
seen = None
