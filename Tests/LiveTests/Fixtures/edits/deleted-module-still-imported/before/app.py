import part
def f():
    return part.N
