def adder(n, m=1):
    def add(x):
        return x + n
    return add
