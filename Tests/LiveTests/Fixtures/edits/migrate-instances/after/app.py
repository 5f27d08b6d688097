class Point:
    def __init__(self, x):
        self.x = x
        self.y = 0

    def __reload_migrate__(self):
        self.y = self.x * 10


class Deep(Point):
    pass
