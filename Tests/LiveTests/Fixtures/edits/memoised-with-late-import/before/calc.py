import functools
@functools.lru_cache()
def price(n):
    from conf import RATE
    return n * RATE
