class Base:
    def extra(self):
        return 'extra'


class C:
    def __init__(self, x):
        self.x = x

    def who(self):
        return 'old', self.x
