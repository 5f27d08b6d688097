def f():
    return "lib"
def g():
    return "g"
