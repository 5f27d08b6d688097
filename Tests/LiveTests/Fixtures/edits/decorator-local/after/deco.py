def times(fn):
    factor = 7
    def inner(*a):
        return fn(*a) * factor
    return inner
