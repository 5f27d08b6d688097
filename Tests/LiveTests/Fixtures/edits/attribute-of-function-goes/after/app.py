K1 = 5
def f5(x: int = 5):
    return x
class C9:
    LIMIT = 8
C9.extra = C9.LIMIT
