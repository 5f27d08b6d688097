class A:
    def __init__(self):
        self.x = 1
        self.y = 2
    def total(self):
        return self.x + self.y
