class Num:
    def __init__(self, v):
        self.v = v
