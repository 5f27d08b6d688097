def f(x):
    return g(x)


class C:
    LIMIT = f(1)


def g(x):
    return x + 1
