LOG = []


def keep(function):
    LOG.append(function.__name__)
    if function.__name__ == "bad":
        raise ValueError("it is bad")
    return function


TABLE = {"get": keep}
LIMIT = 1
