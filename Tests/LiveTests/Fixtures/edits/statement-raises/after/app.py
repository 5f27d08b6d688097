A = 2
B = 1 // 0
def f():
    return A * 10
