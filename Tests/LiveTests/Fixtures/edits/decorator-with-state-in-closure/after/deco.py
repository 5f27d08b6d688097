import functools


def counted(function):
    n = 0

    @functools.wraps(function)
    def wrapper(*args):
        nonlocal n
        n += 1
        return n, function(*args)
    return wrapper
