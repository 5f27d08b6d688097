"""Kinds for what holds functions and classes, and for calls of what is held, at import time."""
from .kinds import Kind, choice, small
from .operators import tried
from .slots import Slot, Struct

# How something is held, and how it is called then.
SHAPES = {
    "alias": ("%s", "{0}"), "dict": ("{'one': %s}", "{0}['one']"), "list": ("[%s]", "{0}[0]"), "tuple": ("(1, %s)", "{0}[1]"),
    "partial": ("functools.partial(%s)", "{0}"), "lambda": ("lambda *a, _held=%s: _held(*a)", "{0}"), "space": ("types.SimpleNamespace(go=%s)", "{0}.go"),
    "get": ("{'one': %s}", "{0}.get('one')"), "each": ("[%s]", "[_h for _h in {0}][0]"), "pop": ("[%s, 1]", "list({0}).pop(0)"),
}


def holding(name, p):
    return "import types\n%s = %s\n" % (name, SHAPES[p["shape"]][0] % p["held"])


def returning(name, p):
    return "def %s(x=1):\n    return %s\n" % (name, p["held"])


def called(name, p):
    return tried(name, p["use"])


def use(d):
    """A call of what a name holds; where the shape is another one, the name that is bound says which error came."""
    made = d.pick("holding", "returning") or "dict"
    how = d.random.choice([shape[1] for shape in SHAPES.values()] + ["{0}()", "{0}()"])
    return d.random.choice(["%s(2)", "%s(2)", "%s(%s)" % ("%s", d.small()), "%s(2).run(1)", "%s.LIMIT"]) % how.format(made)


HELD = ("function", "function", "wrapped", "class", "heir", "memo")
KINDS = {
    "holding": Kind("g", "holding", Struct(shape=choice(*sorted(SHAPES)), held=Slot(lambda d: d.pick(*HELD) or "abs")), holding, 0.8),
    "returning": Kind("give", "returning", Struct(held=Slot(lambda d: d.pick(*HELD) or "abs")), returning, 0.4),
    "called": Kind("r", "value", Struct(use=Slot(use), small=small), called, 1.8, needs=("holding",)),
}
