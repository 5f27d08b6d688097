import functools


class Base:
    factor = 1

    @property
    def doubled(self):
        return self.factor * 2

    @functools.cached_property
    def value(self):
        return self.doubled * 10


class Sub(Base):
    factor = 2
    name = "s"
