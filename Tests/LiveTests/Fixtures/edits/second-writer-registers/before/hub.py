import functools

HANDLERS = []


def register(key):
    def wrap(fn):
        HANDLERS.append((key, fn))
        return fn

    return wrap


def traced(fn):
    @functools.wraps(fn)
    def inner(*args):
        return fn(*args) + 1

    return inner
