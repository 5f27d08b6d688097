class Shape:
    def run(self, x=1):
        return x + 3
