"""Live instances that lack an attribute which a new instance gets.

What `__init__` sets, and the methods that it calls on the same instance, is compared with what it set before this apply.
"""
import dis
import sys
import types

from . import merge

# Before 3.12 a call with keywords loads the method like any attribute.
EARLY = sys.version_info < (3, 12)
INITIALISERS = ("__init__", "__post_init__")
# More instances of a class are not looked into: a million attributes take half a second.
LOOKED_AT = 20000


def report(transaction, earlier):
    """Warns of them, once for each class and attribute."""
    done = set()
    for cls in earlier.changed():
        gained = {}  # attribute -> the classes whose instances get it now
        for derived in merge.family(cls):
            if id(derived) in done:
                continue
            done.add(id(derived))
            for name in attributes(derived) - attributes(derived, earlier):
                if not hasattr(derived, name):
                    gained.setdefault(name, []).append(derived)
        for name in sorted(gained):
            found = merge.instances(*gained[name], limit=LOOKED_AT + 1)
            without = sum(_lacks(instance, name) for instance in found[:LOOKED_AT])
            if without:
                more = "at least " if len(found) > LOOKED_AT else ""
                transaction.warn("RP509", "%s%d live instance%s of %s.%s lack%s %s, which __init__ sets now" % (
                    more, without, "" if without == 1 else "s", cls.__module__, cls.__qualname__,
                    "s" if without == 1 else "", name), cls.__module__, "set it on them in __reload_migrate__, or restart")


def _lacks(instance, name):
    """Whether an instance has no such attribute; without making a dict for it."""
    try:
        object.__getattribute__(instance, name)
    except AttributeError:
        return True
    except Exception:
        pass
    return False


class Earlier:
    """What classes were before an apply, by its journal."""

    def __init__(self, journal):
        changed = {i: pair for i, pair in journal.code_before().items() if type(pair[0]) is types.FunctionType}
        self.functions = [function for function, _ in changed.values()]
        self.codes = {i: code for i, (_, code) in changed.items()}
        members = journal.members_before()
        self.members = {key: old for key, (_, old) in members.items()}  # (id(class), name) -> its value, or MISSING
        self.classes = [cls for (_, name), (cls, old) in members.items()
                        if type(old) is types.FunctionType or type(vars(cls).get(name)) is types.FunctionType]
        self.bases = {}  # id(class) -> its bases
        self.forerunners = {}  # id(class) -> the class that its instances had
        for cls, bases in journal.entries(merge.set_bases):
            self.bases.setdefault(id(cls), bases)
            self.classes.append(cls)
        for instance, was in journal.entries(merge.set_class):
            self.forerunners[id(type(instance))] = was
            self.classes.append(type(instance))

    def initialised(self):
        """The classes that got another `__init__`."""
        found = [owner(function) for function in self.functions if function.__name__ in INITIALISERS]
        for cls in self.classes:
            if any(self.members.get((id(cls), name), self) is not self for name in INITIALISERS):
                found.append(cls)
            elif id(cls) in self.bases or id(cls) in self.forerunners:
                found.append(cls)
        return once(found)

    def changed(self):
        """The classes whose methods may set other attributes now."""
        found = []
        for function in self.functions:
            if not set(function.__code__.co_names) <= set(self.codes[id(function)].co_names):
                found.append(owner(function))
        return once(found + self.classes)

    def ancestry(self, cls):
        """The class and its bases, nearest first."""
        cls = self.forerunners.get(id(cls), cls)
        found = [cls]
        for base in self.bases.get(id(cls), cls.__bases__):
            found += [other for other in self.ancestry(base) if not any(other is known for known in found)]
        return found

    def member(self, cls, name):
        """What a class itself held under a name, or None."""
        value = self.members.get((id(cls), name), self)
        value = vars(cls).get(name) if value is self else value
        return None if value is merge.MISSING else value

    def code(self, function):
        return self.codes.get(id(function), function.__code__)


def attributes(cls, earlier=None):
    """Names of the attributes that making an instance sets on it, now or earlier."""
    ancestry = cls.__mro__ if earlier is None else earlier.ancestry(cls)
    names, seen, rest = set(), set(), [(name, 0) for name in INITIALISERS]
    while rest:
        name, start = rest.pop()
        for place in range(start, len(ancestry)):
            function = vars(ancestry[place]).get(name) if earlier is None else earlier.member(ancestry[place], name)
            if function is not None:
                break
        else:
            continue
        if type(function) is not types.FunctionType or id(function) in seen:
            continue
        seen.add(id(function))
        code = function.__code__ if earlier is None else earlier.code(function)
        sets, calls = stored(code)
        names |= sets
        rest += [(called, 0) for called in calls]
        if "super" in code.co_names or name in code.co_names:
            # `super().name()` or `Base.name(self)`.
            rest.append((name, place + 1))
    return names


def stored(code):
    """Names of the attributes that a method sets on its first argument, and of the methods it calls on that."""
    if not code.co_argcount:
        return set(), set()
    receiver, sets, calls, before = code.co_varnames[0], set(), set(), None
    for instruction in dis.get_instructions(code):
        # From 3.13 on one instruction may load two locals.
        loaded = before.argval if before is not None else None
        on_receiver = loaded == receiver or type(loaded) is tuple and loaded and loaded[-1] == receiver
        if instruction.opname == "STORE_ATTR" and on_receiver:
            sets.add(instruction.argval)
        elif on_receiver and (instruction.opname == "LOAD_METHOD" or instruction.opname == "LOAD_ATTR" and (EARLY or instruction.arg & 1)):
            calls.add(instruction.argval)
        elif type(instruction.argval) is str and instruction.opname == "LOAD_CONST" and "__setattr__" in code.co_names and on_receiver:
            # `object.__setattr__(self, "name", value)`, as frozen dataclasses do.
            sets.add(instruction.argval)
        before = instruction
    return sets, calls


def owner(function):
    """The class a method is defined in, or None."""
    found = sys.modules.get(function.__module__)
    for part in function.__qualname__.split(".")[:-1]:
        found = vars(found).get(part) if isinstance(found, (types.ModuleType, type)) else None
    return found if isinstance(found, type) else None


def once(classes):
    """The classes, each once."""
    return list({id(cls): cls for cls in classes if cls is not None}.values())
