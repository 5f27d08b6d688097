from base import SIDES


class Shape:
    TABLE = max(SIDES, 4)

    def run(self):
        getattr(super(), 'run', None)
        return self.TABLE


class Shape(Shape):
    NAME = 'shape'
