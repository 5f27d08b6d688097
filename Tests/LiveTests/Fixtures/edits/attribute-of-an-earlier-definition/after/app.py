def f(x=1):
    return x


f.extra = 1


def f(y=2):
    return y
