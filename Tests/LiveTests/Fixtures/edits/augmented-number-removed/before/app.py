N = 1
N += 5
M = N * 2
