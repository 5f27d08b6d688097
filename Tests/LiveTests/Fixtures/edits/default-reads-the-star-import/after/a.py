def w(x):
    return x + 7
