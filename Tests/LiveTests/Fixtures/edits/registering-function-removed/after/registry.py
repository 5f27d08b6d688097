ROUTES = []
BY_NAME = {}


def route(name):
    def wrap(fn):
        ROUTES.append((name, fn))
        BY_NAME[name] = fn
        return fn

    return wrap
