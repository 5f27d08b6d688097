import functools
@functools.lru_cache(maxsize=8)
def f(x, y=2):
    return x + y
