"""What a module looks like from outside, in words that can be compared with those of another process.

Used by `reload --verify`: in the live process and in a fresh one. Nothing of the program is called.
"""
import enum
import functools
import hashlib
import sys
import types

DEPTH = 3
ENTRIES = 500
SHORT = 100
ATOMS = (int, float, complex, bool, str, bytes, type(None), type(Ellipsis))
MODULE_NAMES = frozenset(("__builtins__", "__cached__", "__file__", "__loader__", "__spec__", "__path__", "__package__", "__name__"))
CLASS_NAMES = frozenset(("__dict__", "__weakref__", "__module__", "_abc_impl", "__firstlineno__", "__static_attributes__",
                         "__annotations_cache__", "__annotate_func__", "__annotate__", "__abstractmethods__", "__annotations__"))
ENUM_NAMES = frozenset(("_member_map_", "_value2member_map_", "_unhashable_values_", "_hashable_values_", "_unhashable_values_map_",
                        "_member_names_"))
LRU = type(functools.lru_cache(maxsize=1)(lambda: None))


def modules(names):
    """{module: {name: description}} of loaded modules."""
    return {name: module(vars(sys.modules[name]), name) for name in names if isinstance(sys.modules.get(name), types.ModuleType)}


def module(namespace, name):
    """{name: description} of a namespace; members of the module's own classes are there as `Class.member`."""
    found = {}
    for key, value in list(namespace.items()):
        if not isinstance(key, str) or key in MODULE_NAMES:
            continue
        if isinstance(value, type) and value.__module__ == name and "." not in value.__qualname__:
            _class(key, value, found)
        else:
            found[key] = short(text(value, DEPTH))
    return found


def _class(label, cls, found):
    bases = ", ".join("%s.%s" % (b.__module__, b.__qualname__) for b in cls.__bases__)
    found[label] = "class %s(%s) by %s.%s%s" % (cls.__qualname__, bases, type(cls).__module__, type(cls).__qualname__,
                                               "" if _is_current(cls) else ", which its name no longer means")
    found[label + ".__abstractmethods__"] = ", ".join(sorted(getattr(cls, "__abstractmethods__", ()) or ()))
    annotations = vars(cls).get("__annotations__")
    # Looking at a class for annotations may give it an empty table.
    if isinstance(annotations, dict) and annotations:
        found[label + ".__annotations__"] = short(text({k: _annotation(v) for k, v in annotations.items()}, DEPTH))
    is_enum = isinstance(cls, enum.EnumMeta)
    for name, member in list(vars(cls).items()):
        if name in CLASS_NAMES or is_enum and name in ENUM_NAMES:
            continue
        if isinstance(member, type) and member.__module__ == cls.__module__ and member.__qualname__ == "%s.%s" % (cls.__qualname__, name):
            _class("%s.%s" % (label, name), member, found)
        else:
            found["%s.%s" % (label, name)] = short(text(member, DEPTH))
    if is_enum:
        found[label + "._member_names_"] = short(", ".join(cls._member_names_))


def short(words):
    """A description that fits a message; the rest of a long one is a digest."""
    if len(words) <= SHORT:
        return words
    return "%s... %s" % (words[:SHORT - 20], hashlib.sha1(words.encode("utf-8", "surrogatepass")).hexdigest()[:12])


def text(value, depth):
    """A value in words."""
    kind = type(value)
    if kind in ATOMS:
        return repr(value)
    if isinstance(value, types.ModuleType):
        return "module %s" % value.__name__
    if isinstance(value, types.FunctionType):
        return _function(value, depth)
    if isinstance(value, type):
        return "class %s.%s%s" % (value.__module__, value.__qualname__, "" if _is_current(value) else " (stale)")
    if isinstance(value, enum.Enum):
        return "%s.%s = %s" % (kind.__qualname__, value._name_, text(value._value_, 0))
    if kind.__module__ == "typing" or kind.__name__ in ("GenericAlias", "UnionType"):
        return _typing(value)
    inner = _parts(value, kind, depth)
    if inner is None:
        return kind.__name__
    if depth <= 0:
        return "%s of %d" % (kind.__name__, len(inner))
    return "%s(%s)" % (kind.__name__, ", ".join(inner))


def _parts(value, kind, depth):
    """What a value holds, in words; None for a kind that is not looked into."""
    deeper = depth - 1

    def each(values):
        return [text(v, deeper) if depth > 0 else "" for v in list(values)[:ENTRIES]]
    if isinstance(value, dict):
        return sorted("%s: %s" % (text(k, deeper), text(v, deeper)) if depth > 0 else "" for k, v in list(dict.items(value))[:ENTRIES])
    if isinstance(value, (list, tuple)):
        base = list if isinstance(value, list) else tuple
        return each(base.__iter__(value))
    if isinstance(value, (set, frozenset)):
        base = set if isinstance(value, set) else frozenset
        return sorted(each(base.__iter__(value)))
    if kind in (staticmethod, classmethod):
        return each([value.__func__])
    if kind is property:
        return each([value.fget, value.fset, value.fdel, value.__doc__])
    if kind is functools.partial:
        return each([value.func, value.args, value.keywords])
    if kind is functools.cached_property:
        return each([value.func])
    if kind is LRU:
        return each([value.__wrapped__])
    if kind is types.MethodType:
        return each([value.__func__])
    if kind is types.MappingProxyType:
        return None
    try:
        attributes = object.__getattribute__(value, "__dict__")
    except Exception:
        return None
    if type(attributes) is not dict or _is_foreign(kind):
        return None
    cached = {n for c in kind.__mro__ for n, m in vars(c).items() if type(m) is functools.cached_property}
    return sorted("%s=%s" % (k, text(v, deeper)) if depth > 0 else "" for k, v in list(attributes.items()) if k not in cached)


def _function(value, depth):
    parts = ["%s.%s" % (value.__module__, value.__qualname__), code(value.__code__)]
    if depth > 0:
        for words, held in (("defaults", value.__defaults__), ("keywords", value.__kwdefaults__)):
            if held:
                parts.append("%s %s" % (words, text(held, depth - 1)))
        for name, cell in zip(value.__code__.co_freevars, value.__closure__ or ()):
            try:
                held = cell.cell_contents
            except ValueError:
                continue
            parts.append("%s is %s" % (name, text(held, depth - 1)))
        if value.__doc__:
            parts.append("doc %s" % hashlib.sha1(str(value.__doc__).encode("utf-8", "surrogatepass")).hexdigest()[:8])
        if getattr(value, "__annotate__", None) is None and value.__annotations__:
            parts.append("annotations %s" % text({k: _annotation(v) for k, v in value.__annotations__.items()}, 1))
        for name in sorted(n for n in value.__dict__ if isinstance(n, str)):
            parts.append("%s=%s" % (name, text(value.__dict__[name], depth - 1)))
    return "function %s" % ", ".join(parts)


def _annotation(value):
    return value if isinstance(value, (str, type)) else _typing(value)


def _typing(value):
    try:
        return repr(value)
    except Exception:
        return type(value).__name__


def code(value):
    """A digest of what a code object does, wherever it stands."""
    state = hashlib.sha1()
    _code(value, state)
    return state.hexdigest()[:12]


def _code(value, state):
    # Nested and __future__ flags don't change what code does.
    state.update(repr((value.co_code, value.co_names, value.co_varnames, value.co_freevars, value.co_cellvars, value.co_flags & 0x2FF & ~0x10,
                       value.co_argcount, value.co_kwonlyargcount, value.co_posonlyargcount, getattr(value, "co_exceptiontable", b""))).encode())
    for constant in value.co_consts:
        if isinstance(constant, types.CodeType):
            _code(constant, state)
        elif isinstance(constant, frozenset):
            state.update(repr(sorted(map(repr, constant))).encode("utf-8", "surrogatepass"))
        else:
            state.update(repr((type(constant).__name__, constant)).encode("utf-8", "surrogatepass"))


def _is_current(cls):
    """Whether a class is still what its name means; True where that can't be told."""
    found = sys.modules.get(cls.__module__)
    if found is None or "<" in cls.__qualname__:
        return True
    for part in cls.__qualname__.split("."):
        found = vars(found).get(part) if isinstance(found, (types.ModuleType, type)) else None
    return found is cls or not (isinstance(found, type) and found.__qualname__ == cls.__qualname__)


def _is_foreign(kind):
    """Whether instances of a class are the standard library's own business."""
    top = kind.__module__.partition(".")[0] if isinstance(kind.__module__, str) else ""
    return top in STANDARD or top == "builtins"


STANDARD = getattr(sys, "stdlib_module_names", None) or frozenset(
    ("logging", "re", "threading", "weakref", "functools", "inspect", "typing", "dataclasses", "contextvars", "decimal", "datetime",
     "pathlib", "types", "collections", "abc", "enum", "asyncio", "concurrent", "queue", "random", "string", "operator", "itertools"))
