from lib import f


def g(y):
    return y + f(8)


def f(x):
    return x + 4
