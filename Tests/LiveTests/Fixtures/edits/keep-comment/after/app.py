limit = 2  # reload: keep
size = 20


def both():
    return limit, size
