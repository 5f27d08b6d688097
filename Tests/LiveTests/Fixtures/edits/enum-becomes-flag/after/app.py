import enum
class E(enum.Flag):
    A = 2
