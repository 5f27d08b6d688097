from errors import AppError, Missing

HANDLERS = {}


def handles(cls):
    def decorate(function):
        HANDLERS[cls] = function
        return function
    return decorate


@handles(AppError)
def any_(error):
    return "any"


def handle(error):
    for cls in type(error).__mro__:
        if cls in HANDLERS:
            return HANDLERS[cls](error)
