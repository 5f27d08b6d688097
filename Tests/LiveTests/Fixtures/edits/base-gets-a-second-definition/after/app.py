class Shape:
    def run(self):
        return 4


class Square(Shape):
    pass


class Shape:
    def run(self):
        return 5
