from .a import *
K5 += 2
OTHER = [K5 for _ in range(1)]
