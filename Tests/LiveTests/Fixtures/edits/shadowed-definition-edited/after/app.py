def f():
    return 10
def f():
    return 2
