import enum


class Level(enum.Enum):
    HIGH = enum.auto()
    LOW = enum.auto()
