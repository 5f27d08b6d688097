MISSING = object()
def f():
    return 2
