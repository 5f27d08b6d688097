"""Who handles what: filled by a decorator while the handlers are imported."""

HANDLERS = {}


def handles(kind):
    def register(function):
        HANDLERS[kind] = function
        return function

    return register


def handler_for(kind):
    return HANDLERS[kind]
