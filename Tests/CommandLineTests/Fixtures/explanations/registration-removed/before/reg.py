ROUTES = []


def route(fn):
    ROUTES.append(fn)
    return fn
