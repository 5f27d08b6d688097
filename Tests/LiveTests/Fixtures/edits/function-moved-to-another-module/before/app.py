from a import one, two
from b import three

TABLE = [one, two, three]


def total():
    return sum(f() for f in TABLE)
