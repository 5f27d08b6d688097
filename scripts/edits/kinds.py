"""The kinds of top-level statements a generated program is made of.

Each kind has slots (what an edit can change), a way to print itself, and tells the types of the names it binds.
"""
from .slots import Many, Slot, Struct

number = Slot(lambda d: d.number())
value = Slot(lambda d: d.value())
small = Slot(lambda d: d.small())
late = Slot(lambda d: d.late())
parameters = Slot(lambda d: d.parameters())
body = Slot(lambda d: d.body())
decorators = Many(Slot(lambda d: d.decorator()), 1, 2)
no_decorators = Many(Slot(lambda d: d.decorator()), 0, 0)


def choice(*items):
    return Slot(lambda d: d.random.choice(items))


def indent(lines, by=4):
    return "".join(" " * by + line + "\n" for line in lines)


class Kind:
    def __init__(self, prefix, type, slots, text, weight=1.0, needs=(), names=None):
        self.prefix, self.type, self.slots, self.text, self.weight, self.needs = prefix, type, slots, text, weight, needs
        self.names = names


def function(name, p, keyword="def"):
    text = "".join("@%s\n" % d for d in p["decorators"])
    return text + "%s %s(%s):\n%s" % (keyword, name, p["parameters"], indent(p["body"]))


def wrapper(name, p):
    mark = "@functools.wraps(fn)\n" if p["wraps"] else ""
    return ("def %s(fn, scale=%s):\n    factor = %s\n%s    def inner(*args, bonus=%s, **more):\n"
            "        return fn(*args, **more) * factor + bonus + scale%s\n    return inner\n" % (
                name, p["scale"], p["factor"], indent([mark.strip()]) if mark else "", p["bonus"], p["tail"]))


def factory(name, p):
    return ("def %s(n, m=%s):\n    def wrap(fn):\n        @functools.wraps(fn)\n        def inner(*args, **more):\n"
            "            return fn(*args, **more) + n * %s + m\n        return inner\n    return wrap\n" % (
                name, p["extra"], p["factor"]))


def registry(name, p):
    if p["shape"] == "dict":
        return ("%s = {}\ndef register_%s(key):\n    def wrap(fn):\n        %s[key] = fn\n        return fn\n    return wrap\n" % (
            name, name, name))
    return "%s = []\ndef register_%s(key):\n    def wrap(fn):\n        %s.append((key, fn))\n        return fn\n    return wrap\n" % (
        name, name, name)


method = Struct(
    name=choice("run", "walk", "turn", "stop", "_hide"),
    how=choice("plain", "plain", "plain", "plain", "property", "static", "class", "super", "cached"),
    parameters=parameters,
    body=Slot(lambda d: d.method_body() if d.random.random() < 0.3 else d.body()))


def methods(items, base=None):
    text = ""
    for m in items:
        lines = m["body"]
        how = "plain" if m["name"] == "run" and m["how"] != "super" else m["how"]
        uses_self = any("self." in line or "__class__" in line for line in lines)
        if how == "property":
            text += "    @property\n    def %s(self, x=1):\n%s" % (m["name"], indent(lines, 8))
        elif how == "cached":
            text += "    @functools.cached_property\n    def %s(self, x=1):\n%s" % (m["name"], indent(lines, 8))
        elif how == "static" and not uses_self:
            text += "    @staticmethod\n    def %s(%s):\n%s" % (m["name"], m["parameters"], indent(lines, 8))
        elif how == "class" and not uses_self:
            text += "    @classmethod\n    def %s(cls, %s):\n%s" % (m["name"], m["parameters"], indent(lines, 8))
        elif how == "super":
            text += "    def %s(self, %s):\n        above = getattr(super(), %r, None)\n%s" % (
                m["name"], m["parameters"], m["name"], indent(lines, 8))
        else:
            text += "    def %s(self, %s):\n%s" % (m["name"], m["parameters"], indent(lines, 8))
    return text


def klass(name, p):
    bases = [b for b in p.get("bases", ()) if b]
    slots = "    __slots__ = ('size', 'more')\n" if p.get("layout") == "slots" else ""
    text = "class %s%s:\n" % (name, "(%s)" % ", ".join(bases) if bases else "")
    if p.get("doc"):
        text += "    '''A %s.'''\n" % p["doc"]
    text += slots + "    LIMIT = %s\n" % p["limit"]
    for attribute in p["attributes"]:
        text += "    %s = %s\n" % (attribute["name"], attribute["value"])
    if not bases or p.get("init"):
        text += "    def __init__(self, size=1):\n%s        self.size = size + %s\n" % (
            "        super().__init__(size)\n" if bases else "", p["grow"])
    text += "    def __secret(self):\n        return %s\n" % p["secret"]
    body = methods(p["methods"])
    if "def run" not in body and not bases:
        body += "    def run(self, x):\n        return x + self.LIMIT\n"
    return text + body


attribute = Struct(name=choice("COLOUR", "WIDTH", "TABLE", "KIND"), value=Slot(
    lambda d: d.random.choice([d.value(), "[%s]" % d.number(), "{'a': %s}" % d.number(), "lambda self, v=%s: v" % d.small()])))
class_slots = dict(limit=number, attributes=Many(attribute, 0, 2, "name"), grow=small, secret=late,
                   methods=Many(method, 1, 3, "name"), doc=Slot(lambda d: d.random.choice(["", "", d.small()])))


def dataclass(name, p):
    options = p["options"]
    text = "@dataclasses.dataclass%s\nclass %s%s:\n" % (
        "(%s)" % options if options else "", name, "(%s)" % p["base"] if p["base"] else "")
    for f in p["fields"]:
        text += "    %s: %s = %s\n" % (f["name"], f["type"], f["default"])
    text += "    LIMIT = %s\n" % p["limit"]
    text += "    def run(self, x):\n%s" % indent(p["body"], 8)
    return text


field = Struct(name=choice("alpha", "beta", "gamma", "delta"), type=choice("int", "'int'", "float"), default=Slot(
    lambda d: d.random.choice([d.number(), "dataclasses.field(default_factory=list)", "dataclasses.field(default=%s)" % d.small(),
                               "dataclasses.field(default=%s, compare=False)" % d.small()])))


def base_of(*types):
    return Slot(lambda d: d.pick(*types) or "" if d.random.random() < 0.5 else "")


def enumeration(name, p):
    text = "class %s(enum.%s):\n" % (name, p["base"])
    numbers = ["auto()", "1", "2", "4", "8", "16"] if p["base"] in ("Flag", "IntFlag") else None
    seen = set()
    for m in p["members"]:
        written = m["value"]
        if numbers:
            written = numbers[sum(map(ord, written)) % len(numbers)]
        if written == "auto()":
            written = "enum.auto()"
        text += "    %s = %s\n" % (m["name"], written)
        seen.add(m["name"])
    if p["method"]:
        text += "    def run(self, x=1):\n%s" % indent(p["body"], 8)
    return text


member = Struct(name=choice("RED", "GREEN", "BLUE", "GREY"), value=choice("1", "2", "3", "4", "5", "auto()"))


def named_tuple(name, p):
    if p["style"] == "call":
        return "%s = collections.namedtuple('%s', %r)\n" % (name, name, " ".join(f["name"] for f in p["fields"]))
    return "class %s(typing.NamedTuple):\n%s    def run(self, x=1):\n%s" % (
        name, "".join("    %s: int = %s\n" % (f["name"], f["small"]) for f in p["fields"]), indent(p["body"], 8))


def abstract(name, p):
    text = "class %s(abc.ABC):\n    LIMIT = %s\n" % (name, p["limit"])
    for n in p["abstract"]:
        text += "    @abc.abstractmethod\n    def %s(self, x): ...\n" % n["name"]
    return text + "    def solid(self, x=1):\n%s" % indent(p["body"], 8)


def implementation(name, p):
    return "class %s(%s):\n    def __init__(self, size=1):\n        self.size = size\n%s" % (
        name, p["base"], methods(p["methods"]) or "    pass\n")


def descriptor(name, p):
    return ("class %s:\n    def __init__(self, start=%s):\n        self.start = start\n    def __set_name__(self, owner, name):\n"
            "        self.label = name + '%s'\n    def __get__(self, instance, owner=None):\n"
            "        return (self.label, self.start %s %s)\n" % (name, p["start"], p["mark"], p["operator"], p["factor"]))


def described(name, p):
    return ("class %s:\n    LIMIT = %s\n    one = %s(%s)\n%s    def run(self, x):\n        return (x, self.one)\n"
            "    def __init__(self, size=1):\n        self.size = size\n" % (
                name, p["limit"], p["base"], p["start"], "    two = %s(%s)\n" % (p["base"], p["extra"]) if p["both"] else ""))


def metaclass(name, p):
    return ("class %s(type):\n    def __new__(meta, name, bases, space, **more):\n        made = super().__new__(meta, name, bases, space)\n"
            "        made.tag = %s\n        return made\n    def shout(cls, x=1):\n        return x * %s\n" % (name, p["tag"], p["loud"]))


def with_metaclass(name, p):
    return ("class %s(metaclass=%s):\n    LIMIT = %s\n    def __init__(self, size=1):\n        self.size = size\n    def run(self, x):\n%s" % (
        name, p["base"], p["limit"], indent(p["body"], 8)))


def hooked(name, p):
    return ("class %s:\n    LIMIT = %s\n    kinds = {}\n    def __init__(self, size=1):\n        self.size = size\n"
            "    def __init_subclass__(cls, key=None, **more):\n        super().__init_subclass__(**more)\n"
            "        __class__.kinds[key or cls.__name__] = cls\n        cls.rank = %s\n    def run(self, x):\n%s" % (
                name, p["limit"], p["rank"], indent(p["body"], 8)))


def subscriber(name, p):
    return "class %s(%s%s):\n    LIMIT = %s\n%s" % (
        name, p["base"], ", key=%r" % p["key"] if p["key"] else "", p["limit"], methods(p["methods"]) or "")


def dispatch(name, p):
    text = "@functools.singledispatch\ndef %s(x):\n%s" % (name, indent(p["body"]))
    return text


def handler(name, p):
    return "@%s.register(%s)\ndef _(x):\n    return ('%s', %s)\n" % (p["base"], p["type"], p["type"], p["late"])


def loop(name, p):
    return "%s = {}\nfor _key in %s:\n    %s[_key] = %s\n" % (name, p["keys"], name, p["number"])


def branch(name, p):
    return "if %s > %s:\n    %s = %s\n    def fn_%s(x):\n        return x + %s\nelse:\n    %s = %s\n    def fn_%s(x):\n        return x * %s\n" % (
        p["test"], p["edge"], name, p["yes"], name, p["late"], name, p["no"], name, p["small"])


def reader(name, p):
    return "%s = %s\n" % (name, p["source"])


def read_of(d):
    """Something read at import time from a function, a class or an instance."""
    options = [("%s.__doc__", ("function", "class", "decorator")), ("%s.__defaults__", ("function",)),
               ("%s.__name__", ("function", "class")), ("sorted(n for n in vars(%s) if n[0] != '_')", ("class",)),
               ("%s.LIMIT * 2", ("class",)), ("list(%s.__members__)", ("enum",)), ("%s.size", ("instance",)),
               ("[f.name for f in dataclasses.fields(%s)]", ("dataclass",)), ("sorted(%s)", ("dict",)),
               ("%s.__code__.co_argcount", ("function",)), ("repr(%s(2))", ("dataclass",)),
               ("inspect.signature(%s).parameters.keys().__len__()", ("function", "class"))]
    for _ in range(5):
        text, types = d.random.choice(options)
        name = d.pick(*types)
        if name:
            return text % name
    return d.number()


def held(name, p):
    return "%s = %s\n" % (name, p["source"])


def holder(d):
    """Something that holds a function or a class, without calling it."""
    options = [("%s", ("function", "class", "wrapped")), ("functools.partial(%s, 2)", ("function",)),
               ("{'one': %s, 'two': [%s]}", ("function", "class")), ("(%s, %s)", ("function", "class", "wrapped")),
               ("lambda x=1: %s(x)", ("function", "wrapped")), ("%s.run", ("instance",)), ("[%s]", ("instance", "class"))]
    for _ in range(5):
        text, types = d.random.choice(options)
        if all(d.named(*types) for _ in "x"):
            while "%s" in text:
                text = text.replace("%s", d.pick(*types), 1)
            return text
    return d.number()


def state(name, p):
    if p["shape"] == "list":
        return "%s = %s\ndef tick_%s(v=1):\n    %s.append(v * %s)\n    return len(%s)\n" % (
            name, p["list"], name, name, p["small"], name)
    if p["shape"] == "dict":
        return "%s = {}\ndef tick_%s(v=1):\n    %s[len(%s)] = v * %s\n    return len(%s)\n" % (name, name, name, name, p["small"], name)
    return "%s = %s\ndef tick_%s(v=1):\n    global %s\n    %s += v * %s\n    return %s\n" % (
        name, p["small"], name, name, name, p["step"], name)


plain = Struct(parameters=parameters, body=body, decorators=no_decorators)
KINDS = {
    "constant": Kind("K", "int", Struct(number=number), lambda n, p: "%s = %s\n" % (n, p["number"]), 4),
    "value": Kind("V", "value", Struct(value=value), lambda n, p: "%s = %s\n" % (n, p["value"]), 1.5),
    "annotated": Kind("A", "int", Struct(number=number, type=choice("int", "'int'", "float")),
                      lambda n, p: "%s: %s = %s\n" % (n, p["type"], p["number"]), 0.5),
    "temporary": Kind("T", "int", Struct(first=number, second=small),
                      lambda n, p: "_tmp = %s\n%s = _tmp + %s\n" % (p["first"], n, p["second"]), 0.8),
    "list": Kind("L", "list", Struct(items=Many(number, 1, 3)), lambda n, p: "%s = [%s]\n" % (n, ", ".join(p["items"])), 0.6),
    "dict": Kind("D", "dict", Struct(items=Many(Struct(key=choice("a", "b", "c"), value=number), 1, 3, "key")),
                 lambda n, p: "%s = {%s}\n" % (n, ", ".join("%r: %s" % (i["key"], i["value"]) for i in p["items"])), 0.6),
    "function": Kind("f", "function", plain, function, 5),
    "generator": Kind("gen", "generator", Struct(number=late, extra=small, how=choice("def", "def", "async def")),
                      lambda n, p: "%s %s(x=1):\n    yield x + %s\n    yield %s\n" % (p["how"], n, p["number"], p["extra"]), 0.3),
    "coroutine": Kind("co", "coroutine", Struct(number=late),
                      lambda n, p: "async def %s(x=1):\n    return x + %s\n" % (n, p["number"]), 0.2),
    "wrapped": Kind("w", "wrapped", Struct(parameters=parameters, body=body, decorators=decorators), function, 2),
    "decorator": Kind("deco", "decorator", Struct(scale=small, factor=number, bonus=number, tail=choice("", "", " + 1"),
                                                  wraps=choice(True, True, False)), wrapper, 1.2),
    "factory": Kind("make", "factory", Struct(extra=number, factor=late), factory, 0.8),
    "memo": Kind("memo", "memo", Struct(body=body, decorators=choice(["functools.lru_cache(maxsize=None)"]),
                                        parameters=choice("x")), function, 0.6),
    "lambda": Kind("lam", "function", Struct(late=late, default=small),
                   lambda n, p: "%s = lambda x, y=%s: x + %s\n" % (n, p["default"], p["late"]), 0.4),
    "class": Kind("C", "class", Struct(layout=choice("dict", "dict", "dict", "dict", "slots"), **class_slots), klass, 2.5),
    "derived": Kind("S", "class", Struct(bases=Many(Slot(lambda d: d.pick("class") or "object"), 1, 1), init=choice(False, True),
                                         **class_slots), klass, 1.5, needs=("class",)),
    "dataclass": Kind("P", "dataclass", Struct(options=choice("", "", "", "frozen=True", "order=True", "eq=False"), base=base_of("dataclass"),
                                               fields=Many(field, 1, 3, "name"), limit=number, body=body), dataclass, 0.9),
    "enum": Kind("E", "enum", Struct(base=choice("Enum", "Enum", "IntEnum", "Flag"), members=Many(member, 1, 4, "name"), method=choice(True, False),
                                     body=body), enumeration, 0.7),
    "tuple": Kind("N", "tuple", Struct(style=choice("class", "call"), fields=Many(Struct(name=choice("one", "two", "six"), small=small), 1, 3, "name"),
                                       body=body), named_tuple, 0.5),
    "abstract": Kind("B", "abstract", Struct(limit=number, abstract=Many(Struct(name=choice("run", "walk", "turn")), 1, 2, "name"),
                                             body=body), abstract, 0.4),
    "implementation": Kind("I", "other", Struct(base=Slot(lambda d: d.pick("abstract") or "object"), methods=Many(method, 1, 3, "name")),
                           implementation, 0.6, needs=("abstract",)),
    "descriptor": Kind("Q", "descriptor", Struct(start=small, mark=choice("a", "b"), operator=choice("+", "*"), factor=late), descriptor, 0.4),
    "described": Kind("O", "class", Struct(base=Slot(lambda d: d.pick("descriptor") or "dict"), start=number, extra=small, limit=number,
                                           both=choice(True, False)), described, 0.5, needs=("descriptor",)),
    "metaclass": Kind("M", "metaclass", Struct(tag=number, loud=late), metaclass, 0.3),
    "metaclassed": Kind("X", "class", Struct(base=Slot(lambda d: d.pick("metaclass") or "type"), limit=number, body=body), with_metaclass, 0.4,
                        needs=("metaclass",)),
    "hooked": Kind("H", "hooked", Struct(limit=number, rank=number, body=body), hooked, 0.4),
    "subscriber": Kind("U", "other", Struct(base=Slot(lambda d: d.pick("hooked") or "object"), key=choice("", "", "one", "two"), limit=number,
                                            methods=Many(method, 0, 2, "name")), subscriber, 0.7, needs=("hooked",)),
    "dispatch": Kind("go", "dispatch", Struct(body=body), dispatch, 0.3),
    "handler": Kind("_", "none", Struct(base=Slot(lambda d: d.pick("dispatch") or "None"), type=choice("int", "str", "list"), late=late), handler, 0.6,
                    needs=("dispatch",)),
    "registry": Kind("R", "registry", Struct(shape=choice("dict", "list")), registry, 0.5),
    "instance": Kind("i", "instance", Struct(base=Slot(lambda d: d.pick("class") or "dict"), size=small),
                     lambda n, p: "%s = %s(%s)\n" % (n, p["base"], p["size"]), 0.9, needs=("class",)),
    "holder": Kind("h", "value", Struct(source=Slot(holder)), held, 1.2),
    "reader": Kind("r", "value", Struct(source=Slot(read_of)), reader, 1.2),
    "loop": Kind("Z", "dict", Struct(keys=choice("(1, 2)", "'ab'", "range(3)"), number=number), loop, 0.4),
    "branch": Kind("Y", "int", Struct(test=number, edge=small, yes=number, no=number, late=late, small=small), branch, 0.5),
    "state": Kind("state", "none", Struct(shape=choice("list", "dict", "count"), list=choice("[]", "[0]"), small=small, step=small), state, 0.5),
    "augment": Kind("K", "none", Struct(target=Slot(lambda d: d.own("int")), small=small),
                    lambda n, p: "%s += %s\n" % (p["target"], p["small"]), 0.5, needs=("int",)),
    "extend": Kind("L", "none", Struct(target=Slot(lambda d: d.own("list")), number=number, how=choice("%s.append(%s)", "%s += [%s]", "%s.insert(0, %s)")),
                   lambda n, p: p["how"] % (p["target"], p["number"]) + "\n", 0.4, needs=("list",)),
    "put": Kind("D", "none", Struct(target=Slot(lambda d: d.own("dict")), number=number, key=choice("a", "z")),
                lambda n, p: "%s[%r] = %s\n" % (p["target"], p["key"], p["number"]), 0.4, needs=("dict",)),
}
