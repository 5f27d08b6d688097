import functools
def deco7(fn, scale=3):
    factor = 6
    @functools.wraps(fn)
    def inner(*args, bonus=8, **more):
        return fn(*args, **more) * factor + bonus + scale
    return inner
