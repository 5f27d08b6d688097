from a import *
def w(x, y=w(5)):
    return x + y
