import enum
class C(enum.Enum):
    A = 1
    B = 2
