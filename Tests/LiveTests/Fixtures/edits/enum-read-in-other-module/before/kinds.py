import enum
class Kind(enum.Enum):
    A = 1
