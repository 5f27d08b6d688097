"""The program that a replay edits: imports packages, keeps references into them, and describes both. Plain Python 3.8.

Requests are JSON lines on standard input, answers are lines "@@{...}" on standard output.
"""
import functools
import importlib
import json
import os
import pkgutil
import re
import sys
import types
import warnings

ADDRESS = re.compile(r"0x[0-9a-fA-F]+")
HIDDEN = ("__builtins__", "__cached__", "__file__", "__loader__", "__spec__", "__path__", "__warningregistry__", "__annotations_cache__")
CLASS_HIDDEN = ("__dict__", "__weakref__", "__firstlineno__", "__static_attributes__", "_abc_impl", "__annotations_cache__")
PLAIN = (int, float, complex, str, bytes, bool, type(None))
held = {}


def code_of(code):
    constants = [code_of(c) if isinstance(c, types.CodeType) else sorted(map(repr, c)) if isinstance(c, frozenset) else repr(c)
                 for c in code.co_consts]
    return [code.co_code.hex(), constants, list(code.co_names), list(code.co_varnames), list(code.co_freevars), code.co_argcount,
            code.co_kwonlyargcount]


def unwrapped(value):
    """The functions that a function, method, property or wrapper is made of."""
    found, seen = [], set()
    waiting = [value]
    while waiting:
        value = waiting.pop()
        if id(value) in seen:
            continue
        seen.add(id(value))
        if isinstance(value, types.FunctionType):
            found.append(value)
            waiting += [c.cell_contents for c in value.__closure__ or () if filled(c) and isinstance(c.cell_contents, types.FunctionType)]
        elif isinstance(value, (staticmethod, classmethod, types.MethodType)):
            waiting.append(value.__func__)
        elif isinstance(value, property):
            waiting += [f for f in (value.fget, value.fset, value.fdel) if f]
        elif isinstance(value, functools.cached_property):
            waiting.append(value.func)
        elif isinstance(value, functools.partial):
            waiting.append(value.func)
        elif hasattr(type(value), "cache_parameters") or hasattr(value, "cache_info"):
            waiting.append(getattr(value, "__wrapped__", None))
    return found


def filled(cell):
    try:
        cell.cell_contents
    except ValueError:
        return False
    return True


def shown(value, roots, depth=0):
    """A value by content: scalars by repr, containers by entry, objects by their class."""
    if isinstance(value, PLAIN):
        return "%s %s" % (type(value).__name__, ADDRESS.sub("", repr(value))[:400])
    if isinstance(value, type):
        return "class %s.%s" % (value.__module__, value.__qualname__)
    if isinstance(value, types.ModuleType):
        return "module %s" % value.__name__
    if isinstance(value, types.FunctionType):
        return "function %s.%s" % (value.__module__, value.__qualname__)
    if depth < 4 and type(value) in (list, tuple):
        return [type(value).__name__] + [shown(v, roots, depth + 1) for v in value[:200]]
    if depth < 4 and type(value) is dict:
        return ["dict"] + sorted(([ADDRESS.sub("", repr(k))[:80], shown(v, roots, depth + 1)] for k, v in list(value.items())[:200]), key=str)
    if depth < 4 and type(value) in (set, frozenset):
        return ["set"] + sorted(str(shown(v, roots, depth + 1)) for v in value)
    if isinstance(value, re.Pattern):
        return "pattern %r %d" % (value.pattern, value.flags)
    return "a %s.%s" % (type(value).__module__, type(value).__qualname__)


def function_of(value, roots):
    return ["function", value.__qualname__, code_of(value.__code__), shown(value.__defaults__, roots), shown(value.__kwdefaults__, roots),
            value.__doc__]


def member_of(value, roots):
    functions = unwrapped(value)
    if functions:
        return [type(value).__name__] + [function_of(f, roots) for f in functions]
    return shown(value, roots)


def class_of(cls, roots):
    members = {n: member_of(v, roots) for n, v in vars(cls).items() if n not in CLASS_HIDDEN and not isinstance(v, type)}
    members = {n: v for n, v in members.items() if not (isinstance(v, str) and v.startswith("a builtins."))}
    return ["class", cls.__qualname__, [shown(b, roots) for b in cls.__bases__], shown(type(cls), roots), members,
            {n: class_of(v, roots) for n, v in vars(cls).items() if isinstance(v, type) and v.__qualname__ == "%s.%s" % (cls.__qualname__, n)}]


def is_of(name, roots):
    return name.partition(".")[0] in roots


def describe(roots):
    found = {}
    for name in sorted(n for n in sys.modules if is_of(n, roots)):
        for key, value in list(vars(sys.modules[name]).items()):
            if key in HIDDEN:
                continue
            where = "%s.%s" % (name, key)
            own = getattr(value, "__module__", None) == name
            if isinstance(value, type) and own:
                found[where] = class_of(value, roots)
            elif unwrapped(value) and own:
                found[where] = member_of(value, roots)
            else:
                found[where] = shown(value, roots)
    return found


def held_now(roots):
    """What was imported from elsewhere before the edit: whether it is what its module has now, or does the same."""
    wrong = {}
    for where, value in held.items():
        module, _, key = where.rpartition(".")
        now = vars(sys.modules.get(module, types.ModuleType(""))).get(key)
        if now is None or now is value or getattr(now, "__module__", module) != module:
            continue
        if isinstance(value, type) and isinstance(now, type):
            wrong[where] = "a held class is another one now"
        elif isinstance(value, types.FunctionType) and isinstance(now, types.FunctionType) and code_of(value.__code__) != code_of(now.__code__):
            wrong[where] = "a held function runs old code"
    return wrong


def load(roots):
    for root in roots:
        package = importlib.import_module(root)
        names = [m.name for m in pkgutil.walk_packages(getattr(package, "__path__", ()), root + ".", onerror=lambda n: None)]
        for name in sorted(names):
            if name.rpartition(".")[2].startswith(("__main__", "test", "_win", "conftest")) or ".tests." in name or "emscripten" in name:
                continue
            try:
                importlib.import_module(name)
            except BaseException:
                sys.modules.pop(name, None)


def answer(request):
    roots = request["modules"]
    if request["op"] == "load":
        load(roots)
        for name in sorted(n for n in sys.modules if is_of(n, roots)):
            for key, value in vars(sys.modules[name]).items():
                if isinstance(value, (type, types.FunctionType)) and value.__module__ == name and not key.startswith("_"):
                    held["%s.%s" % (name, key)] = value
        return {"count": len(held), "names": describe(roots)}
    load(roots)
    return {"names": describe(roots), "held": held_now(roots)}


def main():
    warnings.simplefilter("ignore")
    print("@@" + json.dumps({"pid": os.getpid()}), flush=True)
    for line in iter(sys.stdin.readline, ""):
        request = json.loads(line)
        try:
            result = answer(request)
        except BaseException as error:
            result = {"problem": "%s: %s" % (type(error).__name__, error)}
        print("@@" + json.dumps(result), flush=True)


main()
