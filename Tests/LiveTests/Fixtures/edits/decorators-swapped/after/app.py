def plus(fn):
    def inner(x):
        return fn(x) + 1
    return inner
def twice(fn):
    def inner(x):
        return fn(x) * 2
    return inner
@twice
@plus
def f(x):
    return x
