from a import f
K = 1
f.extra = K
