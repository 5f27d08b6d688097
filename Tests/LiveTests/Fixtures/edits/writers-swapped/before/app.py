N = 1
N = 2
M = N
