LOG = []


def keep(function):
    LOG.append(function.__name__)
    return function


TABLE = {"get": keep}


@TABLE["get"]
def first():
    return 1
