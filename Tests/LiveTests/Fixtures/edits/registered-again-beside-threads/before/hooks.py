KNOWN = {}


def register(function):
    KNOWN[function.__name__] = function
    return function


class Plugin:
    made = []

    def __init_subclass__(cls, **kwargs):
        super().__init_subclass__(**kwargs)
        Plugin.made.append(cls)
