import functools
@functools.singledispatch
def go(x, y=2):
    return y
