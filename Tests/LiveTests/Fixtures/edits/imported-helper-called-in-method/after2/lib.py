def help(x):
    return x + 1
