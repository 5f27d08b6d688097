t = 4
A = t + 6
t = max(A, 8)
B = t + 8
