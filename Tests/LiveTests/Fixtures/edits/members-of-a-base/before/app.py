from shapes import Plain


class Own(Plain):
    pass


limit = Own.LIMIT
inst_limit = Own().LIMIT
run = Own().run()
area = Own().area()
truth = "yes" if Own() else "no"
try:
    size = len(Own())
except TypeError:
    size = None
has = hasattr(Own, "area"), hasattr(Own(), "__len__")
obj = Own()
via = obj.run()
TABLE = {"o": Own}
def made():
    return Own()
m = made().run()
