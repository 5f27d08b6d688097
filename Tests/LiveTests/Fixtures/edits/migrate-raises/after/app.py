class Point:
    def __init__(self, x):
        self.x = x
        self.y = 0

    def __reload_migrate__(self):
        self.y = 10 // self.x


class Deep(Point):
    pass
