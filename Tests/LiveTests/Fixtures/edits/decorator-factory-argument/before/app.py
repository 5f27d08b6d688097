def scale(n):
    def wrap(fn):
        def inner(x):
            return fn(x) * n
        return inner
    return wrap
@scale(2)
def f(x):
    return x + 1
