LIMIT = 2
def f(x=LIMIT):
    return x
