A = f()
def f():
    return 1
