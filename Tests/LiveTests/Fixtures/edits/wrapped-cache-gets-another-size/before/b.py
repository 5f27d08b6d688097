import a, functools
@a.deco7
@functools.lru_cache(maxsize=4)
def w16(x):
    return x + 1
