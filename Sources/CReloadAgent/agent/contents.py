"""Fingerprints of container contents: has a module's state been mutated since its import?

A fingerprint holds values of atoms, weak references to other objects where their type allows
one, and strong references to the rest. Ids would not do: `box.clear(); box.append(Thing())`
often gives the new thing the old one's address.
"""
import sys
from _weakref import ref

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


def mutated(before, value):
    """Tell whether `value` differs from its fingerprint `before`; unknown counts as different."""
    if before is None:
        return False
    now = fingerprint(value)
    return before is False or now is False or not _same(before, now)


def holders(contents, found):
    """Add to `found` the ids of the objects that fingerprints are made of, and return it."""
    for part in (contents or {}).values():
        _holders(part, found)
    return found


def _holders(part, found):
    if isinstance(part, (list, tuple)):
        found.add(id(part))
        for inner in part:
            if inner.__class__ in (list, tuple):
                _holders(inner, found)


def _content(value, depth, left):
    kind = type(value)
    if kind in _SEQUENCES and ATOMS.issuperset(map(type, value)):
        # Most tables are of atoms only: a plain copy, at the speed of C.
        _take(left, len(value))
        return (kind, tuple(value))
    if isinstance(value, dict):
        parts = [value.__class__]
        _take(left, dict.__len__(value))
        for key, item in dict.items(value):
            parts.append(_element(key, depth, left))
            parts.append(_element(item, depth, left))
        return parts
    if isinstance(value, (list, tuple)):
        _take(left, len(value) if value.__class__ in (list, tuple) else value.__class__.__len__(value))
        base = list if isinstance(value, list) else tuple
        return [value.__class__] + [_element(item, depth, left) for item in base.__iter__(value)]
    if isinstance(value, (set, frozenset)):
        base = set if isinstance(value, set) else frozenset
        _take(left, base.__len__(value))
        # The order of a set is part of its state in one process, as nothing rehashes it unasked.
        return [value.__class__] + [_element(item, depth, left) for item in base.__iter__(value)]
    if isinstance(value, bytearray):
        _take(left, len(value) // 64)
        return [bytearray, bytes(value)]
    deque = getattr(sys.modules.get("_collections"), "deque", None)
    if deque is not None and isinstance(value, deque):
        _take(left, deque.__len__(value))
        return [value.__class__] + [_element(item, depth, left) for item in deque.__iter__(value)]
    if isinstance(value, type):
        return None
    try:
        attributes = object.__getattribute__(value, "__dict__")
    except Exception:
        return None
    return _content(attributes, depth, left) if type(attributes) is dict else None


def _element(value, depth, left):
    kind = type(value)
    if kind in ATOMS:
        return (kind, value)
    if depth > 0 and kind not in _OPAQUE:
        content = _content(value, depth - 1, left)
        if content is not None:
            return (_reference(value), content)
    return _reference(value)


def _reference(value):
    try:
        return ref(value)
    except TypeError:
        return (None, value)


def _same(before, now):
    if before is None or now is None or len(before) != len(now):
        return before is now
    if before[0] is not now[0] or before.__class__ is not now.__class__:
        return False
    if before.__class__ is tuple:
        # Types and repr separate 1, True and 1.0, and hold NaN equal to itself.
        old, new = before[1], now[1]
        return len(old) == len(new) and list(map(type, old)) == list(map(type, new)) and repr(old) == repr(new)
    return all(map(_same_element, before[1:], now[1:]))


def _same_element(old, new):
    if old.__class__ is not new.__class__:
        return False
    if old.__class__ is not tuple:
        # Weak references compared by what they refer to, never by the objects' own __eq__.
        return old() is new() and new() is not None if isinstance(old, ref) else old is new
    kind = old[0]
    if kind.__class__ is type and kind in ATOMS:
        # repr separates 0.0 from -0.0 and holds NaN equal to itself.
        return kind is new[0] and (old[1] == new[1] or repr(old[1]) == repr(new[1]))
    if kind is None:
        return new[0] is None and old[1] is new[1]
    return (
        new[0].__class__ is kind.__class__
        and _same_element(kind, new[0])
        and _same(old[1], new[1])
    )


def _take(left, count):
    left[0] -= count
    if left[0] < 0:
        raise _TooLarge


def _kinds_without_content():
    def function():
        pass

    return frozenset(
        (type(function), type(sys), type(len), type(function.__code__), type, property,
         staticmethod, classmethod, type([].append))
    )


_SEQUENCES = frozenset((list, tuple, set, frozenset))
_OPAQUE = _kinds_without_content()
# Types of values that have no content of their own.
PLAIN = ATOMS | _OPAQUE
