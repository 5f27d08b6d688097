from lib import *
def f():
    return B
