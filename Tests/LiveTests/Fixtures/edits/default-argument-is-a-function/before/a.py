import functools


def loud(function):
    @functools.wraps(function)
    def call(x):
        return function(x) + "!"
    return call


def fmt(x):
    return "<%s>" % x
