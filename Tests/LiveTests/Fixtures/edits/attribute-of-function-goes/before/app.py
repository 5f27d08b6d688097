K1 = 5
def f5(x: int = 5):
    return x
class C9:
    LIMIT = 8
f5.extra = C9.LIMIT
C9.other = 1
