import enum
class F(enum.Flag):
    A = 1
    B = 2
