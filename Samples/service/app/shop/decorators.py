"""Wrappers for handlers."""

import functools

CALLS = {}


def counted(function):
    @functools.wraps(function)
    def wrapper(*args, **kwargs):
        CALLS[function.__name__] = CALLS.get(function.__name__, 0) + 1
        return function(*args, **kwargs)

    return wrapper
