import enum


class Level(enum.Enum):
    LOW = 1
    FEW = 1
    HIGH = 3
