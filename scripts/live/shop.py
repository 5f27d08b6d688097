"""The shop's sources, in versions: what a day of edits does to them."""

PRICES = '''"""What things cost."""
%(extra)s
RATE = %(rate)d
TABLE = {number: number * RATE for number in range(7)}


class Item:
    kind = "item %(version)d"

    def __init__(self, number):
        self.number = number

    def price(self%(parameter)s):
        return TABLE[self.number] + %(add)d%(plus)s


def _discount(%(discount)s):
    return %(result)s


def total(number, count):
    item = Item(number)
    return item.price(%(argument)s) * count - _discount(%(given)s)
'''

API = '''"""What requests are answered with."""
from shop import prices
from shop.prices import RATE, total

VERSION = %(version)d


def answer(path):
    if path.startswith("/order/"):
        number = int(path.rpartition("/")[2])
        one = total(number, 3)
        return {"total": one, "check": total(number, 3), "version": VERSION}
    return describe()


def describe():
    return [VERSION, RATE, prices.Item(1).kind, [total(number, 2) for number in range(7)], sorted(prices.TABLE.items()),
            sorted(name for name in vars(prices) if not name.startswith("__"))]
'''

# Edits that must not be applied: the program goes on with what it has.
BROKEN = [
    ("shop/prices.py", "RATE = = 2\n", "a syntax error"),
    ("shop/prices.py", "import no_such_module_anywhere\n", "an import that fails"),
    ("shop/prices.py", "LIMIT = undefined_name + 1\n", "a name that is not defined"),
    ("shop/api.py", "FRACTION = 1 // 0\n", "a statement that raises"),
]


def prices(version):
    shape = version % 4
    return PRICES % {
        "version": version,
        "rate": 2 + version // 3 % 5,
        "add": version % 9,
        "extra": "LIMIT%d = %d\n" % (version % 3, version) if version % 2 else "",
        "parameter": ", extra" if shape in (1, 2) else "",
        "plus": " + extra" if shape in (1, 2) else "",
        "argument": "%d" % (version % 5) if shape in (1, 2) else "",
        "discount": "number, count" if shape in (2, 3) else "count",
        "given": "number, count" if shape in (2, 3) else "count",
        "result": "count + number" if shape in (2, 3) else "count",
    }


def api(version):
    return API % {"version": version}


def files(version):
    return {"shop/__init__.py": "", "shop/prices.py": prices(version), "shop/api.py": api(version)}
