"""The package that latency and cost are measured on: modules that import each other, with live classes and instances."""

ROOT = '''"""What all others import."""
LIMIT = 10


def base(x):
    return x + %d


class Base:
    def run(self, x):
        return base(x)
'''

MODULE = '''"""Module %(number)d."""
from pkg import root
from pkg.root import Base, base
%(imports)s

TABLE = {"a": %(number)d, "b": [1, 2, 3]}


def f%(number)03d(x):
    return x + %(value)d


def g%(number)03d(x, y=2):
    return f%(number)03d(x) * y


class C%(number)03d(Base):
    kind = %(number)d

    def run(self, x):
        return super().run(x) + self.kind

    def other(self):
        return [self.run(i) for i in range(3)]


OBJECT = C%(number)03d()
'''


FUNCTION = '''

def helper_%(index)d(value, other=None, *, limit=10):
    """What the module does with values of kind %(index)d."""
    if other is None:
        other = value
    found = []
    for step in range(limit):
        if step %% 2:
            found.append(value + step * %(index)d)
        else:
            found.append(other)
    return found


class Service%(index)d:
    """Keeps what was asked for."""

    name = "service %(index)d"

    def __init__(self, store):
        self.store = store
        self.count = 0

    def ask(self, key, default=None):
        self.count += 1
        return self.store.get(key, default)

    def report(self):
        return "%%s: %%d" %% (self.name, self.count)
'''


def root(value):
    return ROOT % value


def module(number, value):
    parent = (number - 1) // 2
    imports = "from pkg.m%03d import f%03d as earlier" % (parent, parent) if number else ""
    return MODULE % {"number": number, "value": value, "imports": imports}


def files(count, size=0):
    """All files by name; `size` makes modules of some hundred lines."""
    more = "".join(FUNCTION % {"index": index} for index in range(size))
    found = {"pkg/__init__.py": "", "pkg/root.py": root(1)}
    for number in range(count):
        found["pkg/m%03d.py" % number] = module(number, 1) + more
    found["pkg/everything.py"] = "".join("import pkg.m%03d\n" % number for number in range(count))
    return found
