def work(x, times=2):
    return x * times


VERSION = 2
