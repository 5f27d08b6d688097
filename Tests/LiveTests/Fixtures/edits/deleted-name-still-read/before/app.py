A = 1
B = A + 1
