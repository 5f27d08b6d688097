LIMIT = 1
def f(x=LIMIT):
    return x
