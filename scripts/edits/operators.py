"""Kinds for what runs without being named: operators, properties, context managers, and who uses them at import time."""
from .kinds import Kind, body, choice, indent, late, number, small
from .slots import Many, Slot, Struct

SPECIAL = {
    "add": "def __add__(self, other):\n    return self.size + {late}\n",
    "radd": "def __radd__(self, other):\n    return self.size * {late}\n",
    "len": "def __len__(self):\n    return abs({late}) % 50\n",
    "eq": "def __eq__(self, other):\n    return {late} > 3\ndef __hash__(self):\n    return {late}\n",
    "lt": "def __lt__(self, other):\n    return {late} > 4\n",
    "call": "def __call__(self, x=1):\n    return x + {late}\n",
    "item": "def __getitem__(self, key):\n    if key > 3: raise IndexError(key)\n    return key * {late}\n",
    "iter": "def __iter__(self):\n    return iter([{late}, self.size])\n",
    "enter": "def __enter__(self):\n    return {late}\ndef __exit__(self, *rest):\n    return None\n",
    "bool": "def __bool__(self):\n    return {late} > 4\n",
    "in": "def __contains__(self, item):\n    return {late} > item\n",
    "format": "def __format__(self, how):\n    return 'F%s' % {late}\n",
    "repr": "def __repr__(self):\n    return 'R%s' % {late}\n",
    "neg": "def __neg__(self):\n    return -{late}\n",
    "part": "@property\ndef part(self):\n    return {late}\n@part.setter\ndef part(self, value):\n    self.size = value + {late}\n",
    "getattr": "def __getattr__(self, name):\n    if name[0] == '_': raise AttributeError(name)\n    return {late}\n",
    "class": "@classmethod\ndef make(cls, size=2):\n    return cls(size + {late} % 9)\n",
}
member = Struct(name=choice(*sorted(SPECIAL)), late=late)


def operating(name, p):
    text = "class %s%s:\n    def __init__(self, size=1):\n        self.size = size\n" % (name, "(%s)" % p["base"] if p["base"] else "")
    for m in p["members"]:
        text += indent(SPECIAL[m["name"]].format(late=m["late"]).splitlines())
    return text + "    def run(self, x=1):\n%s" % indent(p["body"], 8)


def use(d, object):
    """An expression that runs something of an instance."""
    return d.random.choice([
        "%s + 1", "2 + %s", "len(%s)", "(%s == 3)", "sorted([%s, %s], key=id)[0].size", "%s(2)", "%s[1]", "list(%s)", "bool(%s)", "(2 in %s)",
        "f'{%s}'", "'%%s' %% (%s,)", "-%s", "%s.part", "%s.make().size", "(%s < 2)", "%s.other", "sum(%s)", "max(%s, %s, key=len).size", "[*%s]",
        "'yes' if %s else 'no'", "getattr(%s, 'part')", "format(%s)", "%s.run(3)", "str(%s)", "not %s", "{**dict(a=%s)}['a'].size",
    ]).replace("%s", object)


def instance(d):
    options = ["%s(%s)" % (n, d.small()) for n in d.named("operating")] + d.named("operator")
    return d.random.choice(options[-4:]) if options else "3"


def tried(name, expression):
    """Many drawn classes lack the operator: then the name says which error came."""
    return "try:\n    %s = %s\nexcept (TypeError, AttributeError, IndexError) as _problem:\n    %s = type(_problem).__name__\n" % (
        name, expression, name)


def operated(name, p):
    return tried(name, p["use"]) if p["guard"] else "%s = %s\n" % (name, p["use"])


def operating_function(name, p):
    return "def %s(x=1):\n    o = %s\n    try:\n        return %s\n    except (TypeError, AttributeError, IndexError):\n        return x + %s\n" % (
        name, p["made"], p["use"], p["else"])


def managed(name, p):
    return "try:\n    with %s as _entered:\n        %s = _entered + %s\nexcept (TypeError, AttributeError):\n    %s = %s\n" % (
        p["made"], name, p["number"], name, p["number"])


def setting(name, p):
    return "%s = %s\ntry:\n    %s.part = %s\nexcept AttributeError:\n    pass\n" % (name, p["made"], name, p["number"])


def total(name, p):
    return ("@functools.total_ordering\nclass %s:\n    def __init__(self, size=1):\n        self.size = size\n    def __eq__(self, other):\n"
            "        return self.size == getattr(other, 'size', other)\n    def __lt__(self, other):\n        return self.size < %s\n"
            "    def __hash__(self):\n        return 1\n    def run(self, x=1):\n        return self >= x\n" % (name, p["late"]))


def manager(name, p):
    return ("import contextlib\n@contextlib.contextmanager\ndef %s(x=1):\n    yield x + %s\n" % (name, p["late"]))


def entered(name, p):
    return "with %s(%s) as %s:\n    pass\n" % (p["base"], p["small"], name)


KINDS = {
    "operating": Kind("W", "operating", Struct(members=Many(member, 1, 4, "name"), body=body, base=Slot(
        lambda d: d.pick("operating") or "" if d.random.random() < 0.25 else "")), operating, 1.6),
    "operator": Kind("o", "operator", Struct(made=Slot(lambda d: "%s(%s)" % (d.pick("operating") or "dict", d.small()))),
                     lambda n, p: "%s = %s\n" % (n, p["made"]), 0.8, needs=("operating",)),
    "operated": Kind("r", "value", Struct(use=Slot(lambda d: use(d, instance(d))), guard=choice(True)), operated, 1.6, needs=("operating",)),
    "operating function": Kind("f", "function", Struct(made=Slot(instance), use=Slot(lambda d: use(d, "o")), **{"else": small}), operating_function, 0.9,
                               needs=("operating",)),
    "managed": Kind("K", "none", Struct(made=Slot(instance), number=number), managed, 0.3, needs=("operating",)),
    "setting": Kind("o", "operator", Struct(made=Slot(lambda d: "%s(%s)" % (d.pick("operating") or "dict", d.small())), number=number), setting, 0.3,
                    needs=("operating",)),
    "ordered": Kind("W", "operating", Struct(late=late), total, 0.3),
    "manager": Kind("cm", "manager", Struct(late=late), manager, 0.3),
    "entered": Kind("K", "int", Struct(base=Slot(lambda d: d.pick("manager") or "open"), small=small), entered, 0.3, needs=("manager",)),
}
