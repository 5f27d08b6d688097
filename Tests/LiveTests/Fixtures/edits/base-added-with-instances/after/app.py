class Base:
    def extra(self):
        return 'extra'


class C(Base):
    def __init__(self, x):
        self.x = x

    def who(self):
        return 'new', self.x
