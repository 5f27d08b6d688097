t = 4
A = t + 8
t = max(A, 8)
B = t + 8
