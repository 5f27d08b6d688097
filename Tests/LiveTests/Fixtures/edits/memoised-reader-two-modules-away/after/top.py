import functools
from calc import rate
@functools.lru_cache()
def price(n):
    return n * rate()
