from lib import f
K = f(4)
