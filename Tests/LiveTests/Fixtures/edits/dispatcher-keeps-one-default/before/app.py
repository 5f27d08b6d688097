import functools
@functools.singledispatch
def go(x):
    return 1
