import compat

RATE = 1
PRICE = compat.convert(RATE)
