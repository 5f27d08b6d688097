import functools


@functools.lru_cache(maxsize=1)
def f(x, *, y=1):
    return x + y


both = lambda x: f(x)
