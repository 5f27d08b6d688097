limit = 1  # reload: keep
size = 10


def both():
    return limit, size
