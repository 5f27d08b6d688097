A = 1
from lib import *
def f():
    return "own"
