import functools


class Base:
    factor = 1

    @functools.cached_property
    def value(self):
        return self.factor * 10
