import compat

RATE = 2
PRICE = compat.convert(RATE)
