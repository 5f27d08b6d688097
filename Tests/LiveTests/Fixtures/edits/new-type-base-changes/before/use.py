from ids import UserId

BASE = UserId.__supertype__.__name__


def make(x: UserId):
    return UserId(x)
