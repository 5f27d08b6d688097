SIZE = 4


def double(x):
    return x * 2
