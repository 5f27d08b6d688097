def outer(n):
    k = 1
    def inner():
        return n
    return inner
