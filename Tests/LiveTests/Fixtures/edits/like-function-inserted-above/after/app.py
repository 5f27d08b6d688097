def two(fn):
    def inner(*a):
        return fn(*a)
    return inner
def one(fn):
    def inner(*a):
        return fn(*a)
    return inner
