import enum
class Kind(enum.Enum):
    A = 1
    B = 2
