import b
K = 1
