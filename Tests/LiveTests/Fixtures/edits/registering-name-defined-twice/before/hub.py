HANDLERS = {}


def handles(key):
    def wrap(fn):
        HANDLERS[key] = fn
        return fn
    return wrap
