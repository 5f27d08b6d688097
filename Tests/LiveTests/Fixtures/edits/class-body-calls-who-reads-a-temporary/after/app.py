class Unit:
    LIMIT = 8


class Reader:
    def run(self, x):
        return x * Unit.LIMIT


class Made:
    LIMIT = Reader().run(3) + 0
    MORE = 1


class Unit:
    LIMIT = 5
