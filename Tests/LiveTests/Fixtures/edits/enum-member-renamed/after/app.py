import enum
class E(enum.IntEnum):
    BLUE = 3
