COMMANDS = {}


def option(name, default=None):
    def decorate(function):
        function.__dict__.setdefault("options", {})[name] = default
        return function
    return decorate


def command(function):
    COMMANDS[function.__name__] = function
    return function
