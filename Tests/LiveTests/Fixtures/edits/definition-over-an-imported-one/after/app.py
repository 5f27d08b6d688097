import functools
from base import show


@functools.singledispatch
def show(x):
    return 'app'
