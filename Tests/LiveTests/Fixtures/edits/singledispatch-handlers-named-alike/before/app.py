import functools
@functools.singledispatch
def show(x):
    return "other"
@show.register(int)
def _(x):
    return "int"
@show.register(str)
def _(x):
    return "str"
