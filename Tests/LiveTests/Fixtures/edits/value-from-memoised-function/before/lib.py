import functools
@functools.lru_cache(maxsize=None)
def f(x):
    return x + 3
