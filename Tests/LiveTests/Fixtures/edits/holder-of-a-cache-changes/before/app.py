import functools


@functools.lru_cache(maxsize=1)
def f(x, *rest):
    return x + 1


both = (f, f)
