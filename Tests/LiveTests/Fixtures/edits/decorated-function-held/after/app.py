def twice(fn):
    def inner(x):
        return fn(x) * 2
    return inner


@twice
def f(x):
    return ('new', x)
