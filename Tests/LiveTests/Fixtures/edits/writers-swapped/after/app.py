N = 2
N = 1
M = N
