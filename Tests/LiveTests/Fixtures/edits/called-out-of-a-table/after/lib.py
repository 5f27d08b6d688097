def f(x):
    return x + 2


class Box:
    pass
