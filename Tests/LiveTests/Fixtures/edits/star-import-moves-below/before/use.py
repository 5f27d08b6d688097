from lib import *
A = 1
def f():
    return "own"
