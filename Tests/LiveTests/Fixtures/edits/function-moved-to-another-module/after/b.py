def two():
    return 20


def three():
    return 3
