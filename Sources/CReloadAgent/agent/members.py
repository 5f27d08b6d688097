"""What the program keeps in classes and defaults: counters, caches, the one instance.

A class that runs again makes such values anew. As with names of modules, one whose initialiser did not change stays as the
program has it. Only what an initialiser alone makes counts: a name that is bound once in the class body and read nowhere else
while the module runs, to a literal or to what a call of somebody else's code gives, in a class that no hook has seen.
"""

import abc
import ast
import builtins
import types

from . import baseline
from .journal import MISSING
from .touches import _value

FUNCTIONS = (ast.FunctionDef, ast.AsyncFunctionDef)
HOMES = (type, types.FunctionType, types.BuiltinFunctionType, types.ModuleType)
DECORATORS = ("dataclass", "dataclasses.dataclass", "final", "typing.final")


class State:
    """The initialisers of one statement, before and after the edit."""

    def __init__(self, transaction, source, node):
        self.transaction = transaction
        self.source = source
        self.node = node
        self._before = self

    def keeps(self, old, new, name):
        """Whether the attribute of a class that runs again stays what it is.

        What the following statements may count or collect in is what the initialiser makes until they have run.
        """
        current, made = vars(old).get(name, MISSING), vars(new)[name]
        if current is MISSING or not (_is_data(current) and _is_data(made)):
            return False
        before, after = self.definitions(old.__qualname__, ast.ClassDef)
        if before is None or _is_hooked(old, before) or _is_hooked(new, after):
            return False
        private = "_%s__" % old.__name__.lstrip("_")
        written = name[len(private) - 2:] if name.startswith(private) else name
        was, now = _initialiser(before, written), _initialiser(after, written)
        if was is None or now is None or ast.dump(was) != ast.dump(now):
            return False
        if not self.gives(now, made) or self.mentioned(written, before, after):
            return False
        if _content(made) is None:
            return True
        self.transaction.collecting.append((Attribute(old, name), made, _content(made), current))
        return False

    def defaults(self, old, new):
        """The defaults of a function that runs again: a container stays that its old version has collected in."""
        if not any(type(v) in (list, dict, set) for v in new.__defaults__ or ()):
            return new.__defaults__
        before, after = self.definitions(new.__qualname__, FUNCTIONS)
        if before is None:
            return new.__defaults__
        was, now = _defaults(before, old), _defaults(after, new)
        found = []
        for name, (node, value) in now.items():
            earlier, current = was.get(name, (None, value))
            same = earlier is not None and ast.dump(earlier) == ast.dump(node)
            found.append(current if same and type(value) in (list, dict, set) and type(current) is type(value)
                         and self.gives(node, value) else value)
        if len(found) == len(new.__defaults__) and any(a is not b for a, b in zip(found, new.__defaults__)):
            self.transaction.collecting.append(
                (Defaults(old), new.__defaults__, [_content(v) for v in new.__defaults__], tuple(found)))
        return new.__defaults__

    def definitions(self, qualified, kind):
        """The definition of that name before and after the edit, or None twice."""
        if self._before is self:
            record = self.source.record
            self._before = self.transaction.parsed(record.source if record is not None else None)
        path = qualified.split(".")
        before = _find(self._before.body, path, kind) if self._before is not None else None
        after = _find([self.node], path, kind)
        return (before, after) if before is not None and after is not None else (None, None)

    def gives(self, node, value):
        """Whether the initialiser alone made the value, and would make the like whenever it runs."""
        try:
            literal = ast.literal_eval(node)
        except (ValueError, TypeError):
            return isinstance(node, ast.Call) and self.is_foreign(node)
        return type(literal) is type(value) and repr(literal) == repr(value)

    def is_foreign(self, node):
        """Whether an expression calls and reads nothing of the project."""
        for part in ast.walk(node):
            if isinstance(part, (ast.Lambda, ast.Await, ast.NamedExpr)):
                return False
            if isinstance(part, (ast.Name, ast.Attribute)):
                value = _value(part, self.source.namespace)
                if value is MISSING and isinstance(part, ast.Name):
                    value = getattr(builtins, part.id, MISSING)
                if not isinstance(value, HOMES):
                    return False
                home = getattr(value, "__module__", None) or value.__name__
                if not isinstance(home, str) or home in baseline.records:
                    return False
        return True

    def mentioned(self, name, *definitions):
        """Whether a statement of the modules that this apply runs may change the attribute while it runs."""
        lines = {d.lineno for d in definitions}
        for module in {step["module"] for step in self.transaction.plan["steps"]} | {self.source.name}:
            source, record = self.transaction.sources.get(module), baseline.records.get(module)
            for text in {getattr(source, "bytes", None), record.source if record is not None else None}:
                tree = self.transaction.parsed(text) if text and name.encode() in text else None
                for statement in tree.body if tree is not None else ():
                    if isinstance(statement, ast.ClassDef) and statement.lineno in lines and module == self.source.name:
                        continue
                    if any(isinstance(p, ast.Attribute) and p.attr == name for p in _at_import(statement)):
                        return True
        return False


class Attribute:
    """An attribute of a class."""

    def __init__(self, cls, name):
        self.cls, self.name = cls, name

    def get(self):
        return vars(self.cls).get(self.name, MISSING)

    def content(self):
        return _content(self.get())

    def put(self, journal, value):
        journal.set_class_attribute(self.cls, self.name, value)


class Defaults:
    """The defaults of a function."""

    def __init__(self, function):
        self.function = function

    def get(self):
        return self.function.__defaults__

    def content(self):
        return [_content(v) for v in self.function.__defaults__]

    def put(self, journal, value):
        journal.set_attribute(self.function, "__defaults__", value)


def settle(transaction):
    """Puts back what was there, unless the statements of this apply have counted or collected anew."""
    for place, made, content, current in transaction.collecting:
        if place.get() is made and place.content() == content:
            place.put(transaction.journal, current)
    transaction.collecting = []


def _content(value):
    """A picture of what a value holds, or None for what is no container or number."""
    if isinstance(value, (int, float, complex, str, bytes, bool, type(None))):
        return repr(value)
    try:
        return len(value)
    except TypeError:
        return None


def _find(body, path, kind):
    """The one definition under a qualified name."""
    for depth, name in enumerate(path):
        wanted = kind if depth == len(path) - 1 else ast.ClassDef
        named = [n for n in body if isinstance(n, FUNCTIONS + (ast.ClassDef,)) and n.name == name]
        if len(named) != 1 or not isinstance(named[0], wanted):
            return None
        found = named[0]
        body = found.body
    return found


def _at_import(node):
    """The parts of a statement that run with it: no bodies of functions."""
    rest = [node]
    while rest:
        part = rest.pop()
        yield part
        if isinstance(part, FUNCTIONS):
            rest += part.decorator_list + part.args.defaults + [d for d in part.args.kw_defaults if d is not None]
        elif not isinstance(part, ast.Lambda):
            rest.extend(ast.iter_child_nodes(part))


def _initialiser(definition, name):
    """The expression that alone binds a name of a class body, which nothing else there uses."""
    found = None
    for statement in definition.body:
        target = statement.target if isinstance(statement, ast.AnnAssign) else \
            statement.targets[0] if isinstance(statement, ast.Assign) and len(statement.targets) == 1 else None
        if isinstance(target, ast.Name) and target.id == name and found is None:
            found = statement.value
            continue
        for part in _at_import(statement):
            if isinstance(part, ast.Name) and part.id == name or getattr(part, "name", None) == name:
                return None
    return found


def _defaults(definition, function):
    """{parameter: (expression, value)} of the positional defaults."""
    parameters = [a.arg for a in getattr(definition.args, "posonlyargs", []) + definition.args.args]
    nodes, values = definition.args.defaults, function.__defaults__ or ()
    if len(nodes) != len(values):
        return {}
    return dict(zip(parameters[len(parameters) - len(nodes):], zip(nodes, values))) if nodes else {}


def _is_hooked(cls, definition):
    """Whether code that is not the class's own body sees the class while it is made, and may set its attributes."""
    if type(cls) not in (type, abc.ABCMeta):
        return True
    if any(_dotted(d.func if isinstance(d, ast.Call) else d) not in DECORATORS for d in definition.decorator_list):
        return True
    return any("__init_subclass__" in vars(base) for base in cls.__mro__[1:-1] if base.__module__ in baseline.records)


def _dotted(node):
    return "%s.%s" % (_dotted(node.value), node.attr) if isinstance(node, ast.Attribute) else getattr(node, "id", "")


def _is_data(value):
    """Whether a class attribute is a value, no part of how the class works."""
    kind = type(value)
    return not isinstance(value, type) and not any(hasattr(kind, n) for n in ("__get__", "__set__", "__set_name__"))
