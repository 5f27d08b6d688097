import enum
class C(enum.Enum):
    A = 1
    def show(self):
        return "old" + self.name
