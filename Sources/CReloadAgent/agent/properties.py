"""Cached properties that a class attribute with another value reaches."""

import functools
import types

from . import merge
from .journal import MISSING


def forget(transaction):
    """Cached properties forget what they had computed of a class attribute that has another value now."""
    changed = {}  # id(class) -> (class, names)
    for (_, name), (cls, old) in transaction.journal.members_before().items():
        now = vars(cls).get(name, MISSING)
        if now is not old and not callable(now) and not name.startswith("__"):
            changed.setdefault(id(cls), (cls, set()))[1].add(name)
    for cls, names in changed.values():
        for derived in merge.family(cls):
            stale = [n for n, p in _members(derived).items()
                     if type(p) is functools.cached_property and names & _reads(p.func, _members(derived))]
            for instance in merge.instances(derived) if stale else ():
                held = getattr(instance, "__dict__", None)
                for name in stale if type(held) is dict else ():
                    if name in held:
                        transaction.journal.delete_item(held, name)


def _members(cls):
    found = {}
    for base in reversed(cls.__mro__):
        found.update(vars(base))
    return found


def _reads(function, members):
    """Names that a method reads, and those that members of the class read which it uses."""
    found, rest = set(), [function]
    while rest:
        function = rest.pop()
        for name in function.__code__.co_names if type(function) is types.FunctionType else ():
            if name not in found:
                found.add(name)
                member = members.get(name)
                kind = type(member)
                rest.append(member.fget if kind is property else member.func if kind is functools.cached_property else
                            member.__func__ if kind in (staticmethod, classmethod) else member)
    return found
