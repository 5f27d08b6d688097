class M(type):
    tag = 'meta'


class C:
    def __init__(self, x):
        self.x = x

    def who(self):
        return 'old', self.x
