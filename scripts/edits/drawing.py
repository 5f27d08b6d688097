"""Draws expressions, bodies and decorators from the names that are visible at one place of a program."""


class Drawer:
    """The names one statement can use, by type, and the random numbers."""

    def __init__(self, random, names, siblings=(), calls=True):
        self.random = random
        self.names = names  # [(expression, type)]
        self.siblings = siblings  # [(module, [(name, type)])], for imports inside functions
        self.calls = calls

    def named(self, *types):
        return [name for name, kind in self.names if kind in types]

    def pick(self, *types):
        """A visible name of one of the types, or None. Names of the last statements are likelier."""
        found = self.named(*types)
        if not found:
            return None
        if self.random.random() < 0.5:
            found = found[-4:]
        return self.random.choice(found)

    def own(self, type):
        """A name of the module itself, not an attribute of another."""
        found = [name for name in self.named(type) if "." not in name]
        return self.random.choice(found) if found else "_none"

    def small(self):
        return str(self.random.randint(1, 9))

    def number(self):
        """An expression with a number for value, evaluated at import time."""
        random = self.random
        for _ in range(4):
            choice = random.random()
            if choice < 0.35:
                return self.small()
            name = self.pick("int")
            if name and choice < 0.7:
                return random.choice(["%s", "%s + %d", "%s * %d", "max(%s, %d)"]).replace("%d", self.small()) % name
            if not self.calls:
                continue
            name = self.pick("function", "memo", "wrapped")
            if name and choice < 0.85:
                return "%s(%s)" % (name, self.small())
            name = self.pick("class")
            if name and choice < 0.9:
                return random.choice(["%s.LIMIT", "%s(2).run(3)"]) % name
            name = self.pick("list", "dict")
            if name and choice < 0.95:
                return "len(%s)" % name
            name = self.pick("enum")
            if name:
                return "len(%s.__members__)" % name
        return self.small()

    def value(self):
        """Any expression for a constant."""
        random = self.random
        choice = random.random()
        if choice < 0.5:
            return self.number()
        if choice < 0.65:
            return repr(random.choice(["red", "green", "blue", "caf\u00e9"]) + self.small())
        if choice < 0.75:
            return "(%s, %s)" % (self.number(), self.number())
        if choice < 0.85:
            return random.choice(["None", "True", "False", "1.5", "b'x'", "..."])
        return "'%%s' %% (%s,)" % self.number()

    def late(self):
        """A number inside a function body: names are read when it is called."""
        random = self.random
        choice = random.random()
        if choice < 0.3:
            return self.small()
        name = self.pick("int")
        if name and choice < 0.6:
            return "%s * %s" % (name, self.small())
        name = self.pick("function", "wrapped", "memo")
        if name and choice < 0.85:
            return "%s(%s)" % (name, self.small())
        name = self.pick("class")
        if name and choice < 0.95:
            return random.choice(["%s.LIMIT", "%s(1).run(2)"]) % name
        return self.small()

    def parameters(self):
        choices = ["x", "x=%d", "x, y=%n", "x, *, z=%n", "x, y=%n, *, z=%d", "x: int = %d", "x, y: 'int' = %d",
                   "x, *rest, **more", "x, y=%n"]
        text = self.random.choice(choices)
        while "%d" in text:
            text = text.replace("%d", self.small(), 1)
        while "%n" in text:
            text = text.replace("%n", self.number(), 1)
        return text

    def body(self):
        """The lines of a function body that computes a number from `x`."""
        random = self.random
        choice = random.random()
        late = self.late()
        if choice < 0.35:
            lines = ["return x + %s" % late]
        elif choice < 0.45:
            lines = ["t = x * %s" % self.small(), "return t + %s" % late]
        elif choice < 0.55:
            lines = ["base = %s" % late, "def inner(v, w=%s):" % self.small(), "    return v + base + w", "return inner(x)"]
        elif choice < 0.62:
            lines = ["return (lambda v: v + %s)(x)" % late]
        elif choice < 0.7:
            lines = ["return sum([i * %s for i in range(x %% 4)])" % late]
        elif choice < 0.76:
            lines = ["try:", "    return x + %s" % late, "except TypeError:", "    return -%s" % self.small()]
        elif choice < 0.84 and self.siblings:
            module, names = random.choice(self.siblings)
            names = [n for n, kind in names if kind == "int"]
            if not names:
                return ["return x - %s" % late]
            name = random.choice(names)
            lines = ["from .%s import %s" % (module, name), "return x + %s" % name]
        elif choice < 0.9:
            lines = ["def step(v):", "    return v * %s + x" % self.small(), "return [step(i) for i in (1, 2)][-1] + %s" % late]
        else:
            lines = ["if x > %s:" % self.small(), "    return %s" % late, "return x"]
        if random.random() < 0.2:
            lines = ["'''Says %s.'''" % self.small()] + lines
        return lines

    def method_body(self):
        lines = self.body()
        choice = self.random.random()
        if choice < 0.3:
            lines = lines[:-1] + [lines[-1].replace("x", "(x + self.size)", 1) if "return x" in lines[-1] else lines[-1]]
        elif choice < 0.45:
            lines = ["hidden = self.__secret()"] + lines[:-1] + [lines[-1] + " + hidden if True else 0"] \
                if lines[-1].startswith("return") else lines
        elif choice < 0.55:
            lines = ["kind = __class__.LIMIT"] + lines
        return lines

    def decorator(self):
        """A decorator for a function, without `@`."""
        random = self.random
        name = self.pick("decorator")
        choice = random.random()
        if name and choice < 0.35:
            return name
        name = self.pick("factory")
        if name and choice < 0.6:
            return "%s(%s)" % (name, self.number())
        if choice < 0.75:
            return "functools.lru_cache(maxsize=None)"
        name = self.pick("registrar")
        if name and choice < 0.95:
            return "%s('%s')" % (name, random.choice("abcdefg"))
        return "functools.lru_cache(maxsize=%s)" % self.small()
