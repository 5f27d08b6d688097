import functools

RATE = 12


class Shape:
    LIMIT = 3

    @functools.cached_property
    def turn(self, x=1):
        return x
