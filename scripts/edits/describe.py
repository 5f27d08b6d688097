"""What a program's modules look like from outside: runs in the live process and in a fresh one, and is compared.

It is loaded by path and must stay plain Python 3.8. Objects are described by content; the first time an object with an
identity is met it gets a label (where it was met), and later it is only named by it, so that aliasing is compared too.
"""
import collections
import enum
import functools
import gc
import inspect
import re
import sys
import types
import warnings
import weakref

ADDRESS = re.compile(r"0x[0-9a-fA-F]+|/[^ ()]*/(?=p\d{7}/)")
HIDDEN = frozenset(("__builtins__", "__cached__", "__file__", "__loader__", "__spec__", "__path__", "__name__", "__package__",
                    "__warningregistry__"))
CLASS_HIDDEN = frozenset(("__dict__", "__weakref__", "__module__", "_abc_impl", "__firstlineno__", "__static_attributes__",
                          "__annotations_cache__", "__abstractmethods__"))
ENUM_HIDDEN = frozenset(("_value2member_map_", "_member_map_", "_unhashable_values_", "_hashable_values_", "_unhashable_values_map_"))
LRU = type(functools.lru_cache(maxsize=1)(lambda: None))
DEPTH = 14


def is_of(program, name):
    """Whether a module belongs to a program: a package, or a list of top-level modules and packages."""
    return name.partition(".")[0] in ((program,) if isinstance(program, str) else [p.partition(".")[0] for p in program])


def text_of(value):
    try:
        return ADDRESS.sub("", repr(value))[:300]
    except Exception as error:
        return "repr raises %s" % type(error).__name__


def is_named(cls):
    """Whether a class, or one that took its place, can still be found by name: removed ones may be held by the test."""
    found = sys.modules.get(cls.__module__)
    for part in cls.__qualname__.split("."):
        found = getattr(found, part, None)
    return isinstance(found, type) and found.__module__ == cls.__module__


class Describer:
    def __init__(self, program):
        self.program = program
        self.labels = {}
        self.alive = []

    def module(self, name):
        found = {}
        module = sys.modules[name]
        for key in sorted(vars(module)):
            if key in HIDDEN or key.startswith("state"):
                continue
            value = vars(module)[key]
            if key == "__annotations__" and type(value) is dict:
                # In which order names were annotated first changes nothing that code does.
                value = dict(sorted(value.items()))
            found[key] = self.value(value, "%s.%s" % (name, key), 0, name)
        return found

    def value(self, value, label, depth, module):
        kind = type(value)
        if kind in (int, float, complex, str, bytes, bool, type(None), type(Ellipsis), type(NotImplemented)):
            return "%s %s" % (kind.__name__, ADDRESS.sub("", repr(value))[:300])
        if isinstance(value, types.ModuleType):
            return "module %s%s" % (value.__name__, "" if sys.modules.get(value.__name__) is value else " (stale)")
        if isinstance(value, types.CodeType):
            return self.code(value)
        if isinstance(value, (type, types.FunctionType)) and not self.is_ours(value):
            return "%s %s.%s" % (kind.__name__, value.__module__, value.__qualname__)
        if isinstance(value, (types.BuiltinFunctionType, types.MethodDescriptorType, types.WrapperDescriptorType, types.GetSetDescriptorType,
                              types.MemberDescriptorType, weakref.ref)):
            return kind.__name__
        if kind is tuple:
            return ["tuple"] + [self.value(v, "%s[%d]" % (label, i), depth + 1, module) for i, v in enumerate(value)]
        known = self.labels.get(id(value))
        if known is not None:
            return "same as %s" % known
        if depth > DEPTH:
            return "deep"
        self.labels[id(value)] = label
        self.alive.append(value)
        inner = self.inside(value, kind, label, depth, module)
        return inner

    def is_ours(self, value):
        name = getattr(value, "__module__", None) or ""
        return is_of(self.program, name)

    def inside(self, value, kind, label, depth, module):
        def go(inner, part):
            return self.value(inner, "%s%s" % (label, part), depth + 1, module)
        if isinstance(value, types.FunctionType):
            return self.function(value, go)
        if isinstance(value, type):
            return self.klass(value, go)
        if kind in (list, collections.deque):
            return [kind.__name__] + [go(v, "[%d]" % i) for i, v in enumerate(value)]
        if kind in (set, frozenset):
            return [kind.__name__] + sorted(text_of(v) for v in value)
        if kind in (dict, collections.OrderedDict, collections.Counter, types.MappingProxyType):
            return [kind.__name__] + [[go(k, ".key(%s)" % text_of(k)), go(v, "[%s]" % text_of(k))] for k, v in value.items()]
        if kind in (staticmethod, classmethod):
            return [kind.__name__, go(value.__func__, ".__func__")]
        if kind is property:
            return ["property", go(value.fget, ".fget"), go(value.fset, ".fset"), text_of(value.__doc__)]
        if kind is functools.cached_property:
            return ["cached_property", go(value.func, ".func"), value.attrname]
        if kind is functools.partial:
            return ["partial", go(value.func, ".func"), go(value.args, ".args"), go(value.keywords, ".keywords")]
        if kind is LRU:
            return ["lru_cache", go(value.__wrapped__, ".__wrapped__"), text_of(value.cache_parameters())
                    if hasattr(value, "cache_parameters") else "", go({k: v for k, v in value.__dict__.items() if k != "cache_parameters"}, ".__dict__")]
        if kind is types.MethodType:
            return ["method", go(value.__func__, ".__func__"), go(value.__self__, ".__self__")]
        return self.instance(value, kind, go)

    def instance(self, value, kind, go):
        if kind.__module__ in ("functools", "weakref", "_weakref", "dataclasses", "inspect", "typing", "builtins") and not isinstance(value, enum.Enum):
            if kind.__module__ == "dataclasses" and hasattr(value, "name"):
                return ["field", value.name, go(value.default, ".default"), go(value.default_factory, ".factory"), text_of(value.compare), text_of(value.type)]
            if kind.__module__ in ("inspect", "typing"):
                return [kind.__name__, text_of(value)]
            return [kind.__name__]
        found = ["instance", go(kind, ".__class__")]
        if isinstance(value, tuple):
            found.append([go(v, "[%d]" % i) for i, v in enumerate(value)])
        elif isinstance(value, (int, str)):
            found.append(text_of(value))
        state = {}
        for owner in kind.__mro__:
            for name, member in vars(owner).items():
                if isinstance(member, types.MemberDescriptorType):
                    try:
                        state[name] = member.__get__(value, kind)
                    except AttributeError:
                        pass
        state.update(getattr(value, "__dict__", {}))
        for name in list(state):
            if type(inspect.getattr_static(kind, name, None)) is functools.cached_property:
                del state[name]
        if isinstance(value, enum.Enum):
            state.pop("__objclass__", None)
        found += [[name, go(state[name], "." + name)] for name in sorted(state)]
        return found

    def function(self, value, go):
        cells = []
        for name, cell in zip(value.__code__.co_freevars, value.__closure__ or ()):
            try:
                cells.append([name, go(cell.cell_contents, ".cell(%s)" % name)])
            except ValueError:
                cells.append([name, "empty"])
        attributes = {k: v for k, v in vars(value).items()}
        return ["function", value.__module__, value.__name__, value.__qualname__, text_of(value.__doc__), self.code(value.__code__),
                go(value.__defaults__, ".__defaults__"), go(value.__kwdefaults__, ".__kwdefaults__"), text_of(value.__annotations__), cells,
                [[k, go(attributes[k], "." + k)] for k in sorted(attributes)]]

    def code(self, code):
        constants = []
        for constant in code.co_consts:
            if isinstance(constant, types.CodeType):
                constants.append(self.code(constant))
            elif isinstance(constant, frozenset):
                constants.append(sorted(map(repr, constant)))
            else:
                constants.append("%s %r" % (type(constant).__name__, constant))
        return ["code", code.co_name, code.co_code.hex(), constants, list(code.co_names), list(code.co_varnames), list(code.co_freevars),
                list(code.co_cellvars), code.co_flags, code.co_argcount, code.co_kwonlyargcount, code.co_posonlyargcount]

    def klass(self, value, go):
        members = {}
        for name in sorted(vars(value)):
            if name in CLASS_HIDDEN or isinstance(value, enum.EnumMeta) and name in ENUM_HIDDEN:
                continue
            member = vars(value)[name]
            if name == "__annotations__":
                members[name] = text_of(member)
            elif isinstance(member, types.MemberDescriptorType):
                members[name] = "slot"
            else:
                members[name] = go(member, "." + name)
        found = ["class", value.__module__, value.__qualname__, go(type(value), ".__class__"),
                 [go(b, ".base(%s)" % b.__name__) for b in value.__bases__],
                 ["%s.%s" % (c.__module__, c.__qualname__) for c in value.__mro__],
                 [value.__basicsize__, value.__dictoffset__ != 0, value.__weakrefoffset__ != 0], members,
                 sorted(getattr(value, "__abstractmethods__", ())),
                 sorted(c.__module__ + "." + c.__qualname__ for c in type.__subclasses__(value) if is_named(c))]
        if isinstance(value, enum.EnumMeta):
            found.append([[n, go(m, "." + n)] for n, m in value.__members__.items()])
            found.append(sorted(text_of((k, v)) for k, v in value._value2member_map_.items() if v.name in value.__members__))
        return found


SILENT = ("tick_", "register_", "bump", "see", "on_", "set_")
ARGUMENTS = ((), (2,), (3, 4), (5, 6, 7))
FUNCTION_LIKE = (types.FunctionType, LRU, functools.partial, types.MethodType)


def failure(error):
    """An error's type and text; how deep CPython's own stack was when it gave up shows in one text only."""
    text = "" if isinstance(error, RecursionError) else str(error)
    return ADDRESS.sub("", "%s: %s" % (type(error).__name__, text))[:300]


def call(function, *arguments):
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            result = function(*arguments)
            if inspect.iscoroutine(result):
                result.close()
                return "coroutine"
            if inspect.isgenerator(result):
                return text_of(list(result))
            return text_of(result)
    except Exception as error:
        return failure(error)


def behaviour(value):
    """What calling a function, or making and using an instance of a class, gives."""
    if isinstance(value, type):
        if issubclass(value, type) or getattr(value, "__abstractmethods__", None):
            return [call(value, 1)]
        found = []
        for arguments in ((), (3,)):
            try:
                made = value(*arguments)
            except Exception as error:
                found.append(failure(error))
                continue
            found.append(of_instance(made))
        return found
    return [call(value, *arguments) for arguments in ARGUMENTS]


def of_instance(value):
    found = {}
    for name in ("run", "walk", "turn", "stop", "_hide", "solid", "one", "two", "tag", "shout", "LIMIT", "COLOUR", "KIND"):
        try:
            member = getattr(value, name)
        except Exception as error:
            found[name] = type(error).__name__
            continue
        found[name] = [call(member, *a) for a in ARGUMENTS] if callable(member) and not isinstance(member, type) else text_of(member)
    return found


def is_callable(name, value):
    return not name.startswith(SILENT) and (isinstance(value, FUNCTION_LIKE) or isinstance(value, type) and value.__module__ != "builtins")


def describe(program, calling=True):
    """Everything about a program's loaded modules: {"modules": {module: {name: description}}, "calls": {module.name: results}}."""
    names = sorted(n for n in sys.modules if is_of(program, n))
    describer = Describer(program)
    modules = {name: describer.module(name) for name in names}
    calls = {}
    for name in names if calling else ():
        for key, value in sorted(vars(sys.modules[name]).items()):
            if is_callable(key, value) and describer.is_ours(value):
                calls["%s.%s" % (name, key)] = behaviour(value)
    return {"modules": modules, "calls": calls}


def purge(program):
    for name in [n for n in sys.modules if is_of(program, n)]:
        del sys.modules[name]


class Held:
    """References taken before an edit: functions, classes, instances, bound methods."""

    def __init__(self, program):
        self.program = program
        self.items = {}
        self.states = {}
        for module in sorted(n for n in sys.modules if is_of(program, n)):
            for key, value in sorted(vars(sys.modules[module]).items()):
                if not is_callable(key, value) or not is_of(program, getattr(value, "__module__", None) or ""):
                    continue
                made = method = None
                if isinstance(value, type) and not issubclass(value, (type, enum.Enum)) and not getattr(value, "__abstractmethods__", None):
                    for arguments in ((), (3,)):
                        try:
                            made = value(*arguments)
                            break
                        except Exception:
                            pass
                    if made is not None:
                        of_instance(made)
                        method = getattr(made, "run", None)
                self.items["%s.%s" % (module, key)] = (value, made, method)

    def describe(self, calling=True):
        """For each held reference that still has a counterpart: whether it is it, and what it does."""
        found = {}
        for name, (value, made, method) in self.items.items():
            module, _, key = name.rpartition(".")
            now = vars(sys.modules[module]).get(key) if module in sys.modules else None
            if now is None or isinstance(now, type) != isinstance(value, type) or not is_callable(key, now):
                found[name] = {"gone": True}
                continue
            item = {"same": now is value}
            if calling:
                item["calls"] = behaviour(value)
            if made is not None and isinstance(now, type):
                item["belongs"] = belongs(made, now)
                if calling:
                    # A fresh process has used its instance once by now: what that leaves in it (a cached property under a method's name) counts.
                    of_instance(made)
                    item["instance"] = of_instance(made)
                item["state"] = state_of(made)
                item["reachable"] = [n for n in dir(made) if has(made, n)]
                if calling and method is not None and next((c.__qualname__ for c in type(made).__mro__ if "run" in vars(c)), None) == owner_of(method):
                    item["method"] = [call(method, *a) for a in ARGUMENTS]
            found[name] = item
        return found


def belongs(value, cls):
    """Whether a value is an instance of a class; those of a TypedDict are plain dicts, and it can't be asked."""
    try:
        return isinstance(value, cls)
    except TypeError:
        return type(value) is dict


def fresh_held(program):
    """What a fresh process's own objects do, in the form of Held.describe."""
    held = Held(program)
    return held.describe()


def has(value, name):
    try:
        getattr(value, name)
    except Exception:
        return False
    return True


def owner_of(method):
    """The qualified name of the class that a bound method comes from; a method that is gone can't be followed."""
    function = getattr(method, "__func__", None) or getattr(method, "func", None)
    return getattr(function, "__qualname__", "").rpartition(".")[0]


def forget(program):
    """Clears the caches of memoised functions; tells whether there are any."""
    found = [o for o in gc.get_objects() if type(o) is LRU and is_of(program, getattr(o, "__module__", None) or "")]
    for wrapper in found:
        wrapper.cache_clear()
    return bool(found)


def state_of(value):
    state = dict(getattr(value, "__dict__", {}))
    if isinstance(value, tuple):
        state["items"] = tuple(value)
    for owner in type(value).__mro__:
        for name, member in vars(owner).items():
            if isinstance(member, types.MemberDescriptorType) and hasattr(value, name):
                state[name] = getattr(value, name)
    return {k: text_of(v) for k, v in sorted(state.items())
            if type(inspect.getattr_static(type(value), k, None)) is not functools.cached_property}


def states(program):
    """The values of the names a program changes while it runs."""
    found = {}
    for module in sorted(n for n in sys.modules if is_of(program, n)):
        for key, value in sorted(vars(sys.modules[module]).items()):
            if key.startswith("state") and not callable(value):
                found["%s.%s" % (module, key)] = text_of(value)
    return found


def touch(program):
    """Lets the program change its state."""
    for module in sorted(n for n in sys.modules if is_of(program, n)):
        for key, value in sorted(vars(sys.modules[module]).items()):
            if key.startswith("tick_") and callable(value):
                call(value)
