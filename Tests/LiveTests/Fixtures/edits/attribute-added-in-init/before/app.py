class A:
    def __init__(self):
        self.x = 1
    def total(self):
        return self.x
