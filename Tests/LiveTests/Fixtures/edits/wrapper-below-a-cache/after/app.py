import functools


def deco(fn):
    def inner(x):
        return fn(x) + 100
    return inner


@functools.lru_cache(maxsize=4)
@deco
def f(x):
    return x
