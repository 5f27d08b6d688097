from setup import RATE, fill

PRICE = fill(RATE)
