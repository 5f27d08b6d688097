"""Live instances that lack an attribute which `__init__` has begun to set."""
import dis
import sys
import types

from . import merge


# More instances of a class are not looked into: a million attributes take half a second.
LOOKED_AT = 20000


def report(transaction):
    """Warns of them, once for each class."""
    for function, old, new in changed_initialisers(transaction.journal):
        names = stored(new) - stored(old)
        cls = owner(function)
        names = {n for n in names if not hasattr(cls, n)} if cls is not None else ()
        found = merge.instances(*merge.family(cls), limit=LOOKED_AT + 1) if names else ()
        for name in sorted(names):
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


def changed_initialisers(journal):
    """(function, old code, new code) of each `__init__` that this apply gave other code."""
    found = []
    before = {}  # id(function) -> its code before this apply
    for _, arguments in list(journal._entries):
        if len(arguments) == 4 and arguments[1] == "__code__":
            before.setdefault(id(arguments[0]), arguments[2])
        if len(arguments) == 4 and arguments[1] == "__code__" and type(arguments[0]) is types.FunctionType:
            function, _, old, new = arguments
            if function.__name__ == "__init__" and type(old) is types.CodeType:
                found.append((function, old, new))
        elif len(arguments) == 3 and arguments[1] == "__init__" and isinstance(arguments[0], type):
            old, new = arguments[2], vars(arguments[0]).get("__init__")
            if type(old) is types.FunctionType and type(new) is types.FunctionType:
                found.append((new, before.get(id(old), old.__code__), new.__code__))
    return found


def owner(function):
    """The class a method is defined in."""
    found = sys.modules.get(function.__module__)
    for part in function.__qualname__.split(".")[:-1]:
        found = vars(found).get(part) if isinstance(found, (types.ModuleType, type)) else None
    return found if isinstance(found, type) else None


def stored(code):
    """Names of the attributes that a method sets on its first argument."""
    if not code.co_argcount:
        return set()
    receiver, names, before = code.co_varnames[0], set(), None
    for instruction in dis.get_instructions(code):
        if instruction.opname == "STORE_ATTR":
            # From 3.13 on one instruction may load two locals.
            loaded = before.argval if before is not None else None
            if loaded == receiver or type(loaded) is tuple and loaded and loaded[-1] == receiver:
                names.add(instruction.argval)
        elif type(instruction.argval) is str and instruction.opname == "LOAD_CONST" and "__setattr__" in code.co_names:
            # `object.__setattr__(self, "name", value)`, as frozen dataclasses do.
            if before is not None and before.argval == receiver:
                names.add(instruction.argval)
        before = instruction
    return names
