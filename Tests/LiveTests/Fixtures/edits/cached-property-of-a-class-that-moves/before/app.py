import functools


def scaled(x):
    return x + 4


class Shape:
    LIMIT = scaled(3)

    @functools.cached_property
    def turn(self, x=1):
        return x

    def run(self, x):
        return x + self.LIMIT


RATE = scaled(8)
