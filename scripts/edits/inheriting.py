"""Kinds for classes that only inherit, and for what runs or reads what they inherit at import time."""
from .kinds import Kind, choice, late
from .operators import tried
from .slots import Slot, Struct

BASES = ("class", "heir", "operating")


def heir(name, p):
    return "class %s(%s):\n%s" % (name, p["base"], "    def more(self, x=1):\n        return x + %s\n" % p["late"] if p["more"] else "    pass\n")


def inherited(name, p):
    return tried(name, p["use"])


def use(d):
    return d.random.choice([
        "%s.LIMIT", "%s(2).run(3)", "%s(1).walk(4)", "%s(1).turn", "%s(3).size", "%s(1).stop()", "hasattr(%s, 'walk')", "format(%s(1))", "bool(%s(1))",
        "sorted(n for n in dir(%s) if n[0] != '_')", "[t(2).run(1) for t in (%s,)]", "(%s(1) == 3)", "len(%s(1))", "%s(1) + 1", "%s(2).part",
        "%s.TABLE", "%s.run(%s(4), 2)",
    ]).replace("%s", d.pick("heir") or "dict")


KINDS = {
    "heir": Kind("J", "heir", Struct(base=Slot(lambda d: d.pick(*BASES) or "object"), late=late, more=choice(True, False, False)), heir, 1.0,
                 needs=("class",)),
    "inherited": Kind("r", "value", Struct(use=Slot(use)), inherited, 1.6, needs=("heir",)),
}
