from hub import handles


@handles('b')
def handle(x):
    return x
