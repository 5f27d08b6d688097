N = 1
M = N * 2
