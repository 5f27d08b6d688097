def outer(n):
    k = 2
    def inner():
        return n, n
    return inner
