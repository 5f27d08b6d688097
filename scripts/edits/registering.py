"""Kinds that put things where others find them: hooks in lists of a dict, registry objects, calls, attributes of other modules."""
from .kinds import Kind, body, choice, indent, late, number, parameters, small
from .slots import Slot, Struct


def hooks(name, p):
    return "%s = {'start': [], 'stop': []}\ndef on_%s(event, fn=None):\n    %s.setdefault(event, []).append(fn)\n    return fn\n" % (name, name, name)


def hooked_up(name, p):
    text = "def %s(%s):\n%s" % (name, p["parameters"], indent(p["body"]))
    if p["how"] == "item":
        return text + "%s['%s'].append(%s)\n" % (p["base"], p["event"], name)
    if p["how"] == "setdefault":
        return text + "%s.setdefault('%s', []).append(%s)\n" % (p["base"], p["event"], name)
    return text + "on_%s('%s', %s)\n" % (p["base"], p["event"], name) if "." not in p["base"] else text


def registry_object(name, p):
    return ("class Registry%s:\n    def __init__(self):\n        self.items = {}\n        self.order = []\n    def add(self, fn):\n"
            "        self.items[fn.__name__] = fn\n        self.order.append(fn)\n        return fn\n    def named(self, key):\n"
            "        def wrap(fn):\n            self.items[key] = fn\n            return fn\n        return wrap\n"
            "    def run(self, x=1):\n        return len(self.items) + x * %s\n%s = Registry%s()\n" % (name, p["late"], name, name))


def registered(name, p):
    how = ".add" if p["how"] == "add" else ".named('%s')" % p["key"]
    return "@%s%s\ndef %s(%s):\n%s" % (p["base"], how, name, p["parameters"], indent(p["body"]))


def registered_class(name, p):
    how = ".add" if p["how"] == "add" else ".named('%s')" % p["key"]
    return "@%s%s\nclass %s:\n    LIMIT = %s\n    def run(self, x=1):\n%s" % (p["base"], how, name, p["number"], indent(p["body"], 8))


def patch(name, p):
    return "%s.extra = %s\n" % (p["base"], p["value"])


def class_decorator(name, p):
    return "def %s(cls):\n    cls.mark = %s\n    cls.seen = sorted(n for n in vars(cls) if n[0] != '_')\n    return cls\n" % (name, p["number"])


def marked(name, p):
    return "@%s\nclass %s:\n    LIMIT = %s\n%s    def run(self, x=1):\n%s" % (
        p["base"], name, p["number"], "    %s = 2\n" % p["more"] if p["more"] else "", indent(p["body"], 8))


def setup(name, p):
    return "%s = %s\ndef set_%s(v=%s):\n    global %s\n    %s = v + %s\nset_%s()\n" % (
        name, p["number"], name, p["small"], name, name, p["late"], name)


def nested(name, p):
    return ("class %s:\n    class Inner:\n        LIMIT = %s\n        def run(self, x=1):\n%s    LIMIT = Inner.LIMIT + %s\n    again = Inner.run\n"
            "    TABLE = [v * %s for v in (1, 2)]\n    def run(self, x=1):\n        return self.Inner().run(x) + self.LIMIT\n" % (
                name, p["number"], indent(p["body"], 12), p["small"], p["small"]))


def counter(name, p):
    return ("def make_%s(start=%s):\n    count = start\n    def step(by=%s):\n        nonlocal count\n        count += by\n"
            "        return by * %s\n    return step\n%s = make_%s()\n" % (name, p["small"], p["step"], p["late"], name, name))


def protocol(name, p):
    return ("class %s(typing.Generic[typing.TypeVar('T')]):\n    LIMIT = %s\n    def run(self, x=1):\n%s" % (name, p["number"], indent(p["body"], 8)))


def record(name, p):
    return "class %s(typing.TypedDict, total=%s):\n    one: int\n%s" % (name, p["total"], "    two: str\n" if p["two"] else "")


def problem(name, p):
    return ("class %s(Exception):\n    CODE = %s\n    def run(self, x=1):\n        return self.CODE + x\ndef raise_%s(x=1):\n"
            "    try:\n        raise %s(x)\n    except %s as e:\n        return e.CODE * %s\n" % (name, p["number"], name, name, name, p["late"]))


def optional(name, p):
    return "try:\n    from .%s import missing_name as %s\nexcept ImportError:\n    %s = %s\n" % (p["module"], name, name, p["number"])


KINDS = {
    "hooks": Kind("G", "hooks", Struct(dummy=choice("")), hooks, 0.35),
    "hooked up": Kind("f", "function", Struct(base=Slot(lambda d: d.pick("hooks") or "dict"), event=choice("start", "stop", "new"), parameters=parameters,
                                              how=choice("item", "setdefault", "call"), body=body), hooked_up, 0.6, needs=("hooks",)),
    "registry object": Kind("J", "registry object", Struct(late=late), registry_object, 0.35),
    "registered": Kind("f", "function", Struct(base=Slot(lambda d: d.pick("registry object") or "dict"), how=choice("add", "named"),
                                               key=choice(*"abcdef"), parameters=parameters, body=body), registered, 0.8,
                       needs=("registry object",)),
    "registered class": Kind("C", "class", Struct(base=Slot(lambda d: d.pick("registry object") or "dict"), how=choice("add", "named"),
                                                  key=choice(*"abcdef"), number=number, body=body), registered_class, 0.4,
                             needs=("registry object",)),
    "patch": Kind("_", "none", Struct(base=Slot(lambda d: d.pick("function", "class") or "dict"), value=number), patch, 0.35, needs=("function",)),
    "class decorator": Kind("mark", "marker", Struct(number=number), class_decorator, 0.35),
    "marked": Kind("C", "class", Struct(base=Slot(lambda d: d.pick("marker") or "repr"), number=number, more=choice("", "", "EXTRA"), body=body), marked, 0.6,
                   needs=("marker",)),
    "setup": Kind("K", "int", Struct(number=number, small=small, late=late), setup, 0.25),
    "nested": Kind("C", "class", Struct(number=number, small=small, body=body), nested, 0.4),
    "counter": Kind("see", "counter", Struct(small=small, step=small, late=late), counter, 0.2),
    "generic": Kind("C", "class", Struct(number=number, body=body), protocol, 0.25),
    "typed dict": Kind("F", "none", Struct(total=choice("True", "False"), two=choice(True, False)), record, 0.2),
    "exception": Kind("C", "other", Struct(number=number, late=late), problem, 0.3),
    "optional": Kind("K", "int", Struct(module=Slot(lambda d: d.random.choice(d.siblings)[0] if d.siblings else "nowhere"), number=number), optional, 0.25),
}
