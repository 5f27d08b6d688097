NUMBERS = iter([5, 6])
FIRST = next(NUMBERS)
