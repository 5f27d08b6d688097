def len(x):
    return 99
N = len("ab")
