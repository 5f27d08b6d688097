import enum


class Level(enum.Enum):
    LOW = enum.auto()
    HIGH = enum.auto()
