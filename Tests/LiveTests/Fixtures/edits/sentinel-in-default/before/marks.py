MISSING = object()
def f():
    return 1
