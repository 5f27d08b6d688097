CACHE = dict(kind='third')  # reload: reset
N = 3
seen = None


def __reload_accept__(old):
    global seen
    seen = {name: dict(old[name]) for name in old if name == 'CACHE'}
    for key, value in old['CACHE'].items():
        CACHE.setdefault(key, value)
