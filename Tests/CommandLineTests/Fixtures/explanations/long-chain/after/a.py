def one():
    return two()


def two():
    return three()


def three():
    return four()


def four():
    return 5


X = one()
