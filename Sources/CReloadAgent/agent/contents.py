"""Fingerprints of container contents: has a module's state been mutated since its import?

A fingerprint holds atoms, weak references to other objects where their type allows one, and strong references to the
rest. Ids would not do: `box.clear(); box.append(Thing())` often gives the new thing the old one's address.

Every import makes them, so they are as plain as can be. That of a container or an instance's attributes is
- a tuple of its elements where these are atoms (a dict's are its keys, then its values);
- a tuple of such a tuple and more fingerprints where some elements are plain containers: one of each, in their order;
- a list otherwise: atoms as they are, for each other element a tuple of what stands for it and its fingerprint,
  or what stands for it alone.
What has the fingerprint is known beside it, so its type isn't in it.
"""
from _collections import deque
from _weakref import ref
from gc import get_referents

ATOMS = frozenset((int, float, complex, bool, str, bytes, type(None), type(Ellipsis)))
DEPTH = 3
# More elements than this are not looked at: the fingerprint is then `unknown`.
LIMIT = 10000


class _TooLarge(Exception):
    pass


def fingerprint(value):
    """The content of a container or of an instance's attributes; None for anything else.

    Returns False when the content is too large to be remembered.
    """
    if type(value) in PLAIN:
        return None
    try:
        return _content(value, DEPTH, [LIMIT])
    except (_TooLarge, RuntimeError):
        # RuntimeError: another thread changed the container while it was read.
        return False


def fingerprints(values, builtins, annotations):
    """Those of `values` that have a content, each followed by its fingerprint; all but the two that are named."""
    found = []
    for value in values:
        if value is builtins or value is annotations:
            continue
        try:
            seen = _content(value, DEPTH, [LIMIT])
        except (_TooLarge, RuntimeError):
            seen = False
        if seen is not None:
            found += (value, seen)
    return tuple(found)


def mutated(before, value):
    """Tell whether `value` differs from its fingerprint `before`; unknown counts as different."""
    if before is None:
        return False
    now = fingerprint(value)
    return before is False or now is False or not _same(before, now)


def holders(fingerprints, found):
    """Add to `found` the ids of the objects that fingerprints are made of, and return it."""
    for part in fingerprints:
        if part is not False:
            _holders(part, found)
    return found


def _holders(part, found):
    found.add(id(part))
    if part.__class__ is list:
        for inner in part:
            if inner.__class__ is tuple:
                found.add(id(inner))
                if len(inner) > 1:
                    # What stands for an element may be a tuple; what that holds is the program's.
                    found.add(id(inner[0]))
                    _holders(inner[1], found)
    elif part and part[0].__class__ is tuple:
        found.add(id(part[0]))
        for inner in part[1:]:
            _holders(inner, found)


def _content(value, depth, left):
    kind = type(value)
    if kind is dict:
        copy = (*value, *value.values())
    elif kind in _SEQUENCES:
        # The order of a set is part of its state in one process, as nothing rehashes it unasked.
        copy = tuple(value)
    # By class, never by isinstance: that would ask a proxy for what it stands for.
    elif _CONTAINERS.isdisjoint(kind.__mro__):
        if kind.__module__ == "typing":
            # `Optional[int]` and the like: nobody changes them, and most modules have several.
            return None
        referents = get_referents(value)
        if len(referents) == 1 and referents[0] is kind:
            # No attributes. Asking for `__dict__` would make one.
            return ()
        try:
            value = object.__getattribute__(value, "__dict__")
        except Exception:
            return None
        if type(value) is not dict:
            return None
        if "manager" in value and type(value["manager"]).__module__ == "logging":
            # A logger leads to all others: each module has one, and each would be looked through for each.
            value = {name: item for name, item in value.items() if name not in _LOGGING}
        copy = (*value, *value.values())
    else:
        copy = _copy(value, kind)
        if copy is None:
            return None
    left[0] -= len(copy)
    if left[0] < 0:
        raise _TooLarge
    rest = [item for item in copy if type(item) not in ATOMS]
    if not rest:
        return copy
    if depth and _PLAIN_CONTAINERS.issuperset(map(type, rest)):
        return (copy, *[_content(item, depth - 1, left) for item in rest])
    return [item if type(item) in ATOMS else _element(item, depth, left) for item in copy]


def _copy(value, kind):
    """The elements of a container whose type is a subclass; None for a class."""
    if issubclass(kind, dict):
        return (*dict.keys(value), *dict.values(value))
    for base in _BASES:
        if issubclass(kind, base):
            return tuple(base.__iter__(value))
    return (bytes(value),) if issubclass(kind, bytearray) else None


def _element(value, depth, left):
    if depth > 0 and type(value) not in _OPAQUE:
        content = _content(value, depth - 1, left)
        if content is not None:
            return (_reference(value), content)
    return _reference(value)


def _reference(value):
    """What stands for an object: a weak reference to it, or a tuple of it."""
    if type(value) in _PLAIN_CONTAINERS:
        # Asking costs an exception, as much as all else here.
        return (value,)
    try:
        return ref(value)
    except TypeError:
        return (value,)


def _same(before, now):
    if before.__class__ is not now.__class__ or len(before) != len(now):
        return False
    if before.__class__ is list:
        return all(map(_same_element, before, now))
    if not before or before[0].__class__ is not tuple or now[0].__class__ is not tuple:
        return all(map(_same_item, before, now))
    old, new = before[0], now[0]
    return len(old) == len(new) and all(map(_same_item, old, new)) and all(map(_same, before[1:], now[1:]))


def _same_element(old, new):
    if old.__class__ is not new.__class__:
        return False
    if old.__class__ is ref:
        # Compared by what they refer to, never by the objects' own __eq__.
        return old() is new() and new() is not None
    if old.__class__ is not tuple:
        return _same_item(old, new)
    if len(old) != len(new):
        return False
    if len(old) == 1:
        return old[0] is new[0]
    return _same_element(old[0], new[0]) and _same(old[1], new[1])


def _same_item(old, new):
    """Tell whether two atoms are equal, or two other objects are one."""
    if old is new:
        return True
    if type(old) is not type(new) or type(old) not in ATOMS:
        return False
    # repr separates 0.0 from -0.0 and holds NaN equal to itself.
    return repr(old) == repr(new) if type(old) in (float, complex) else old == new


def _kinds_without_content():
    def function():
        pass

    return frozenset(
        (type(function), type(__import__("sys")), type(len), type(function.__code__), type, property,
         staticmethod, classmethod, type([].append))
    )


_SEQUENCES = frozenset((list, tuple, set, frozenset))
_BASES = (list, tuple, set, frozenset, deque)
_CONTAINERS = frozenset((dict, bytearray, type, *_BASES))
# What loggers have in common, and what they remember of it.
_LOGGING = ("manager", "parent", "_cache")
# Those to which no weak reference can be made.
_PLAIN_CONTAINERS = frozenset((list, tuple, dict))
_OPAQUE = _kinds_without_content()
# Types of values that have no content of their own.
PLAIN = ATOMS | _OPAQUE
