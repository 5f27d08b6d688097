def work(x):
    return x


VERSION = 1
