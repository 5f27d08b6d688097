import extra
def f():
    return extra.VALUE
