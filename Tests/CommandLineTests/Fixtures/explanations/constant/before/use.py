from conf import RATE

TWICE = RATE * 2
