"""Small programs of several modules: drawn from a seed, printed as files."""
import copy

from .drawing import Drawer
from . import holding, inheriting, kinds, operators, registering
from .slots import Many, Slot, Struct

KINDS = {**kinds.KINDS, **operators.KINDS, **registering.KINDS, **inheriting.KINDS, **holding.KINDS}
HEADER = "import abc, collections, dataclasses, enum, functools, inspect, typing\n"
# Names of what is visible to other modules: what an import statement can name.
IMPORTABLE = ("int", "value", "list", "dict", "function", "wrapped", "memo", "decorator", "factory", "registrar", "class", "dataclass", "enum",
              "abstract", "descriptor", "metaclass", "hooked", "dispatch", "instance", "generator", "registry", "tuple", "operating", "operator",
              "manager", "hooks", "registry object", "marker", "counter")


class Statement:
    """One generated statement (it may print as a few): its kind, the name it binds, its drawn parts."""

    __slots__ = ("id", "kind", "name", "parts")

    def __init__(self, id, kind, name, parts):
        self.id, self.kind, self.name, self.parts = id, kind, name, parts

    def text(self):
        if self.kind == "import":
            return import_text(self.parts)
        if self.kind == "raw":
            return self.parts["text"]
        return KINDS[self.kind].text(self.name, self.parts)


def import_text(p):
    names = ", ".join(n if n == a else "%s as %s" % (n, a) for n, a in p["names"])
    dots = "." * p.get("level", 1)
    if p["form"] == "module":
        return "from %s import %s\n" % (dots, p["module"] + (" as " + p["alias"] if p["alias"] != p["module"] else ""))
    if p["form"] == "star":
        return "from %s%s import *\n" % (dots, p["module"])
    if p["form"] == "dotted":
        return "import PROGRAM.%s as %s\n" % (p["module"], p["alias"])
    return "from %s%s import %s\n" % (dots, p["module"], names)


class Module:
    def __init__(self, name):
        self.name, self.statements = name, []
        self.future, self.cookie, self.doc, self.public, self.package = False, "", "", None, False

    def text(self):
        parts = []
        if self.cookie:
            parts.append("# -*- coding: %s -*-\n" % self.cookie)
        if self.doc:
            parts.append("'''%s'''\n" % self.doc)
        if self.future:
            parts.append("from __future__ import annotations\n")
        parts.append(HEADER)
        if self.public is not None:
            parts.append("__all__ = %r\n" % (self.public,))
        parts += [s.text() for s in self.statements]
        return "".join(parts)

    def bytes(self, program):
        text = self.text().replace("PROGRAM", program)
        return text.encode(self.cookie or "utf-8", "replace")


class Program:
    """Modules by name, in the order in which the target imports them."""

    def __init__(self):
        self.modules = {}
        self.order = []
        self.count = 0

    def copy(self):
        return copy.deepcopy(self)

    def files(self, program):
        found = {"%s/__init__.py" % program: self.modules["__init__"].bytes(program)}
        for name, module in self.modules.items():
            if name != "__init__":
                path = "%s/%s/__init__.py" if module.package else "%s/%s.py"
                found[path % (program, name)] = module.bytes(program)
        return found

    def imports(self, program):
        return [program if n == "__init__" else "%s.%s" % (program, n) for n in self.order if n in self.modules]

    def serial(self):
        self.count += 1
        return self.count

    def names(self, module, upto=None, seen=()):
        """[(expression, type)] that are visible after the first `upto` statements of a module."""
        found = {}
        if module in seen or module not in self.modules:
            return []
        for s in self.modules[module].statements[:upto]:
            if s.kind == "import":
                p = s.parts
                inner = self.names(p["module"], None, seen + (module,))
                if p["form"] in ("module", "dotted"):
                    for name, kind in inner:
                        if "." not in name:
                            found["%s.%s" % (p["alias"], name)] = kind
                elif p["form"] == "star":
                    for name, kind in inner:
                        if "." not in name and name[0] != "_":
                            found[name] = kind
                else:
                    types = dict(inner)
                    for name, alias in p["names"]:
                        found[alias] = types.get(name, "none")
            elif s.kind == "registry":
                found[s.name] = "registry"
                found["register_" + s.name] = "registrar"
            elif s.kind == "branch":
                found[s.name] = "int"
                found["fn_" + s.name] = "function"
            elif s.kind == "raw":
                for name, kind in s.parts["names"]:
                    if kind is None:
                        found.pop(name, None)
                    else:
                        found[name] = kind
            elif KINDS[s.kind].type != "none":
                found[s.name] = KINDS[s.kind].type
        return list(found.items())

    def drawer(self, random, module, upto):
        siblings = [(m, [n for n in self.names(m) if "." not in n[0]]) for m in self.modules if m not in ("__init__", module)]
        return Drawer(random, self.names(module, upto), [s for s in siblings if s[1]])

    # -- drawing ------------------------------------------------------------------------------------------------------

    def draw_statement(self, random, module, upto, kind=None):
        drawer = self.drawer(random, module, upto)
        kinds = [k for k in KINDS if not KINDS[k].needs or drawer.named(*KINDS[k].needs)]
        kind = kind or random.choices(kinds, [KINDS[k].weight for k in kinds])[0]
        info = KINDS[kind]
        parts = info.slots.draw(drawer)
        if kind in ("augment", "extend", "put"):
            name = parts["target"]
            if name == "_none":
                return self.draw_statement(random, module, upto, "constant")
        elif random.random() < 0.06:
            same = [n for n, t in self.names(module, upto) if t == info.type and "." not in n]
            name = random.choice(same) if same else "%s%d" % (info.prefix, self.serial())
        else:
            name = "_" if kind == "handler" else "%s%d" % (info.prefix, self.serial())
        return Statement(self.serial(), kind, name, parts)

    def draw_import(self, random, module, provider):
        inner = [n for n in self.names(provider) if "." not in n[0] and n[1] in IMPORTABLE and n[0][0] != "_"]
        if not inner:
            return None
        choice = random.random()
        parts = {"module": provider, "level": 1, "form": "from", "alias": provider, "names": []}
        if choice < 0.25:
            parts["form"] = "module"
            if random.random() < 0.3:
                parts["alias"] = "the_" + provider
        elif choice < 0.37:
            parts["form"] = "star"
        elif choice < 0.45:
            parts["form"], parts["alias"] = "dotted", "m_" + provider
        else:
            for name, _ in random.sample(inner, min(len(inner), random.randint(1, 5))):
                parts["names"].append((name, name if random.random() < 0.9 else name + "_too"))
        return Statement(self.serial(), "import", "", parts)


def draw(random):
    """A program of two to four modules and a package."""
    program = Program()
    names = ["a", "b", "c"][:random.choice([1, 2, 2, 2, 3])]
    program.modules["__init__"] = Module("__init__")
    for index, name in enumerate(names):
        module = program.modules[name] = Module(name)
        module.future = random.random() < 0.08
        module.cookie = random.choice(["latin-1", "utf-8"]) if random.random() < 0.05 else ""
        module.doc = "About %d." % random.randint(1, 9) if random.random() < 0.1 else ""
        module.package = random.random() < 0.08 and False
        for provider in names[:index]:
            if random.random() < 0.85:
                statement = program.draw_import(random, name, provider)
                if statement:
                    module.statements.append(statement)
        for _ in range(random.randint(2, 8)):
            module.statements.append(program.draw_statement(random, name, None))
        if random.random() < 0.05:
            module.public = sorted(n for n, t in program.names(name) if "." not in n and random.random() < 0.8)
    init = program.modules["__init__"]
    if random.random() < 0.4:
        for name in names:
            statement = program.draw_import(random, "__init__", name)
            if statement and random.random() < 0.7:
                init.statements.append(statement)
        if random.random() < 0.5:
            init.statements.append(program.draw_statement(random, "__init__", None, "constant"))
    if len(names) > 1 and random.random() < 0.12:
        close_cycle(program, random, names)
    program.order = ["__init__"] + names
    if random.random() < 0.3:
        program.order = ["__init__"] + names[::-1]
    return program


def close_cycle(program, random, names):
    """An import of a later module at the bottom of an earlier one, used by what follows it."""
    early, late = sorted(random.sample(names, 2))
    statement = program.draw_import(random, early, late)
    if statement:
        if random.random() < 0.5:
            statement.parts.update(form="module", alias=late, names=[])
        program.modules[early].statements.append(statement)
        if random.random() < 0.6:
            program.modules[early].statements.append(program.draw_statement(random, early, None, "function"))
