import enum


class Level(enum.Enum):
    LOW = 1
    HIGH = 3
    FEW = 1
