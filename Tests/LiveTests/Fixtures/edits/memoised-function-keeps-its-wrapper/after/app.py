import functools
@functools.lru_cache(maxsize=8)
def f(x, y=5):
    return x + y
