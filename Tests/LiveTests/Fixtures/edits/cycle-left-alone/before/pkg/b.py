def answer():
    return a.ask


from . import a
