from lib import f


def g(y):
    return y + f(8)


K = g(2)


def f(x):
    return x + 4
