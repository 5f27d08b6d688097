t = 1
A = t + 1
t = 10
B = t + 1
