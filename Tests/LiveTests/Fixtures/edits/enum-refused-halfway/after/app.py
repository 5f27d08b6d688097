import enum


class Level(enum.IntEnum):
    HIGH = 5
