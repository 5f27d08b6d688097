import enum
class E(enum.IntEnum):
    RED = 3
