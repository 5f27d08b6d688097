N = len("ab")
