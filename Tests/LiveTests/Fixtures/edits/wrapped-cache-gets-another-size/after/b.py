import a, functools
@a.deco7
@functools.lru_cache(maxsize=None)
def w16(x):
    return x + 1
