BASE = 5


def __getattr__(name):
    if name == "LEVEL":
        return BASE * 2
    raise AttributeError(name)
