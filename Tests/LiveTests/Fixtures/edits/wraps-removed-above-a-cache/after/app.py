import functools


def deco(fn):
    def inner(x):
        return fn(x) + 1
    return inner


@deco
@functools.lru_cache(maxsize=None)
def f(x: int):
    return x
