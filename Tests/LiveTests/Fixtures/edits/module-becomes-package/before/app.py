import part
def f():
    return part.get()
