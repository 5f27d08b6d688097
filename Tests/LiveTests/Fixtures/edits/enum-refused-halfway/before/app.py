import enum


class Level(enum.IntEnum):
    LOW = 5
    HIGH = 4
