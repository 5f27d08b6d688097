import functools


@functools.lru_cache(maxsize=None)
def rate(x):
    from plug import RATE
    return x * RATE
