class Num:
    def __init__(self, v):
        self.v = v

    def neg(self):
        return Num(-self.v)
