import checks
from base import Check

NAMES = [c.name for c in Check.__subclasses__()]


def names():
    return [c.name for c in Check.__subclasses__()]
