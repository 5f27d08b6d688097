from a import f
K = 3
f.extra = K
