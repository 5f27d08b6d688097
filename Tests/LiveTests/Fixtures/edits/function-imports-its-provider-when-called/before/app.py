def total(x):
    from base import RATE
    return x + RATE


TOTAL = total(1)
NEXT = TOTAL + 1
