from hub import register, traced


@traced
def handle(x):
    return x
