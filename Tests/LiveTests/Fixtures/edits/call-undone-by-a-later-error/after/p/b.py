from . import a

PAIR = (1, TOP)
