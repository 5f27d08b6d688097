from hub import handles


@handles('a')
def handle(x):
    return x + 1


@handles('b')
def handle(x):
    return x
