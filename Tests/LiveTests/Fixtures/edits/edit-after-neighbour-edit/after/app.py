A = 2
def f(x):
    return x
