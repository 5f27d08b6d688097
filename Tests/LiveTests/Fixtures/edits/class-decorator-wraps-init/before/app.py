from deco import counted


@counted(100)
class Cat:
    def __init__(self, name):
        self.name = name
