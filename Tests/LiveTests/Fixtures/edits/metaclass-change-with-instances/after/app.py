class M(type):
    tag = 'meta'


class C(metaclass=M):
    def __init__(self, x):
        self.x = x

    def who(self):
        return 'new', self.x
