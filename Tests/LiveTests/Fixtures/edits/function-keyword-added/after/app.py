def greet(name, *, loud=True):
    return ("HI " if loud else "hi ") + name
