CACHE = dict(kind='second')  # reload: reset
N = 2
seen = None


def __reload_accept__(old):
    for key, value in old['CACHE'].items():
        CACHE.setdefault(key, value)
