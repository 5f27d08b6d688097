from deco import counted


@counted(200)
class Cat:
    def __init__(self, name):
        self.name = name.upper()
