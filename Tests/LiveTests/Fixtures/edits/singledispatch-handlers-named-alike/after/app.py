import functools
@functools.singledispatch
def show(x):
    return "other"
@show.register(int)
def _(x):
    return "whole"
@show.register(str)
def _(x):
    return "str"
