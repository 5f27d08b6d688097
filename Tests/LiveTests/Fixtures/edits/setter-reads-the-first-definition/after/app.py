def scale():
    return 10


class Box:
    @property
    def side(self):
        return self.size

    @side.setter
    def side(self, value):
        self.size = value + scale()


EDGE = 3
box = Box()
box.side = EDGE


def scale():
    return 100
