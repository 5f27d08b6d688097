NUMBERS = iter([1, 2])
FIRST = next(NUMBERS)
