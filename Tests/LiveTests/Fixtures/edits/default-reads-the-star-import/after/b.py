import functools
from a import *
@functools.lru_cache(maxsize=6)
def w(x, y=w(5)):
    return x + y
