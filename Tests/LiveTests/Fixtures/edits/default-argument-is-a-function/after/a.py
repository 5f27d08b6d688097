import functools


def loud(function):
    @functools.wraps(function)
    def call(x):
        return function(x) + "!"
    return call


@loud
def fmt(x):
    return "<%s>" % x
