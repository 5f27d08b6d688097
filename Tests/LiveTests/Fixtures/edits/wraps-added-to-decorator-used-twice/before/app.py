import functools


def twice(fn):
    def inner(*args):
        return fn(*args) * 2
    return inner


@twice
@twice
def f(x):
    return x
