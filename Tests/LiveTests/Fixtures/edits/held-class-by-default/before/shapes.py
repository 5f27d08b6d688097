class Shape:
    def __init__(self, size=1):
        self.size = size + 6
