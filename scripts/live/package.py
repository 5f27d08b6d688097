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


def root(value):
    return ROOT % value


def module(number, value):
    parent = (number - 1) // 2
    imports = "from pkg.m%03d import f%03d as earlier" % (parent, parent) if number else ""
    return MODULE % {"number": number, "value": value, "imports": imports}


def files(count):
    """All files by name."""
    found = {"pkg/__init__.py": "", "pkg/root.py": root(1)}
    for number in range(count):
        found["pkg/m%03d.py" % number] = module(number, 1)
    found["pkg/everything.py"] = "".join("import pkg.m%03d\n" % number for number in range(count))
    return found
