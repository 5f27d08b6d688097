from base import RATE


def rate():
    return RATE * 2 + 1


RATE = rate()
