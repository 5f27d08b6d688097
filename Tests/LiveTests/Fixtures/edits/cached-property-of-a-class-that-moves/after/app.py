import functools


def scaled(x):
    return x + 4


RATE = scaled(8)


class Shape:
    LIMIT = scaled(3)

    @functools.cached_property
    def turn(self, x=1):
        return x + RATE * 5

    def run(self, x):
        return x + self.LIMIT
