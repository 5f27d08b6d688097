def twice(fn):
    def inner(x):
        return fn(x) * 2
    return inner
def f(x):
    return x
