import functools


@functools.singledispatch
def show(x):
    return 'base'
