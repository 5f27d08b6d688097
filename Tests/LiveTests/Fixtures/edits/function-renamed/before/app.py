def one(fn):
    def inner(*a):
        return fn(*a)
    return inner
X = 1
