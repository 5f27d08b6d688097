from .a import *

PAIR = (1, TOP)
