"""Who else holds an object that lost its name: what no graph can see.

A function or class that a reload replaces, because it can't take the new content, lives on in the program's containers: tables of
callbacks, attributes of instances, cells, defaults, partials. A fresh start would have put the new object there. So would this
module, wherever a container can be written to; an old function that stays in one that can't calls the new one.
"""

import collections
import enum
import functools
import gc
import re
import sys
import types

from . import baseline, merge, swap
from .journal import MISSING, member_of

# Tuples and bound methods are made anew; who holds those is searched for in turn, so many times.
ROUNDS = 4
HEAP = 1 << 9
TYPING = ("typing", "types")
DEFINED = (types.FunctionType, type, merge.LRU)
CALLABLE = (types.FunctionType, types.BuiltinFunctionType, type, functools.partial, merge.LRU)


def hand_over(transaction, is_last=True):
    """Puts new objects where replaced ones are held; the last time, also reports what is left."""
    search = Search(transaction)
    if not search.names:
        return
    search.bases(is_last)
    if any(isinstance(old, type) for old in search.olds.values()):
        transaction.remains = True
    targets = dict(search.olds)
    left = {}  # id(replaced object) -> how many hold it still
    for _ in range(ROUNDS):
        if targets:
            targets = search.round(targets, left)
    if not is_last:
        return
    for identity in targets:
        root = search.roots[identity]
        left[root] = left.get(root, 0) + 1
    search.report(left)


class Search:
    """One search of the heap for the holders of replaced objects."""

    def __init__(self, transaction):
        self.transaction = transaction
        self.journal = transaction.journal
        self.names, self.olds, self.news = {}, {}, {}
        self.roots = {}  # id(object that is made anew) -> id(the replaced object it holds)
        # Modules whose files are gone.
        self.gone = {s.name: s.namespace for s in transaction.sources.values() if "new" in s.entry and not s.entry["new"]}
        for key, old in transaction.replaced:
            value = bound(key)
            if value is old or isinstance(old, types.ModuleType) or id(old) in self.news or _is_foreign(old):
                continue
            self.names[id(old)], self.olds[id(old)] = key, old
            defined = _is_definition(key, old) or self.has_moved(old, value)
            if defined and isinstance(value, CALLABLE) and not _reaches(value, old) and not self.is_split(old, value):
                self.news[id(old)] = value
                self.members(key, old, value)

    def members(self, key, old, new):
        """A name means another class: who holds a method of the one gets the other's. What a class made anew has kept its functions."""
        if not (isinstance(old, type) and isinstance(new, type)) or old.__module__ == new.__module__ and old.__qualname__ == new.__qualname__:
            return
        for name, function in vars(old).items():
            other = vars(new).get(name)
            if type(function) is type(other) is types.FunctionType and function is not other:
                self.names[id(function)] = (key[0], "%s.%s" % (key[1], name))
                self.olds[id(function)], self.news[id(function)] = function, other

    def is_split(self, old, value):
        """Whether names that meant one object mean several now: which of them a holder has meant can't be told."""
        for record in self.transaction.records():
            if record.name in self.gone:
                continue
            written = self.transaction.touched.get(record.name, ())
            for name, was in record.bound.items():
                now = record.namespace.get(name, value) if was is old else value
                if now is not value and (now is not old or name in written):
                    return True
        return False

    def has_moved(self, old, value):
        """Whether a definition of a module that is gone stands in another module now."""
        return type(old) is type(value) and isinstance(old, DEFINED) and getattr(old, "__module__", None) in self.gone and \
            old.__qualname__ == value.__qualname__

    # -- classes ------------------------------------------------------------------------------------------------------

    def bases(self, is_last):
        """Classes derived from a replaced class are derived from the new one. Before the last time, one that can't be may
        be replaced itself, too."""
        for identity, old in self.olds.items():
            new = self.news.get(identity)
            for derived in type.__subclasses__(old) if isinstance(old, type) and isinstance(new, type) else ():
                if id(derived) in self.names or not _is_named(derived):
                    continue
                was = derived.__bases__
                try:
                    derived.__bases__ = tuple(new if b is old else b for b in was)
                except TypeError as error:
                    if not is_last:
                        continue
                    raise merge.Unmergeable("%s.%s can't follow its base %s (%s)" % (
                        derived.__module__, derived.__qualname__, old.__qualname__, error))
                self.journal.call(merge.set_bases, derived, was)

    # -- containers ---------------------------------------------------------------------------------------------------

    def round(self, targets, left):
        """Replaces what can be replaced of `targets`, by their ids; notes who is left, and returns what has to be replaced next."""
        pending = {}  # id(object that is made anew) -> it
        objects = list(targets.values())
        own = self.own(objects)
        found = gc.get_referrers(*objects)
        own.update((id(found), id(targets)))
        for holder in found:
            if id(holder) in own or isinstance(holder, types.FrameType) or _is_arguments(holder, objects):
                continue
            for identity in {id(r) for r in gc.get_referents(holder)}.intersection(targets):
                old, new = targets[identity], self.news.get(identity, MISSING)
                root = self.roots.get(identity, identity)
                if new is not MISSING and self.replace(holder, old, new, pending):
                    self.roots[id(holder)] = root
                elif not (_is_memory(old, holder) or _is_at_home(old) and type(holder) is dict and _is_planned(holder) or
                          self.is_dropped(holder, own, found)):
                    left[root] = left.get(root, 0) + 1
        return pending

    def is_dropped(self, holder, own, found):
        """Whether nothing but replaced objects and the agent itself holds a container."""
        return type(holder) in (tuple, list, dict, set) and all(
            id(other) in own or id(other) in self.olds or other is found or isinstance(other, types.FrameType)
            for other in gc.get_referrers(holder))

    def own(self, objects):
        """Ids of the agent's own containers, and of what belongs to the replaced objects themselves."""
        transaction = self.transaction
        own = {id(objects), id(transaction.replaced), id(transaction.originals), id(transaction.caches), id(transaction.classes),
               id(self.olds), id(self.news)}
        own.update(id(pair) for pair in transaction.replaced)
        own.update(map(id, self.gone.values()))
        for source in transaction.sources.values():
            own.update(_constants(source))
        own.update(transaction.journal.holders())
        for record in transaction.records():
            own.update(record.holders())
        for old in objects:
            if isinstance(old, type):
                # A class's own members refer to it.
                own.update(map(id, gc.get_referents(old)))
                own.update(map(id, vars(old).values()))
        return own

    def replace(self, holder, old, new, pending):
        """Puts `new` where `holder` has `old`; False when that can't be done."""
        kind = type(holder)
        if kind is old:
            return self.move_instance(holder, old, new)
        if kind is types.CellType:
            self.journal.set_cell(holder, new)
        elif isinstance(holder, dict):
            return self.replace_in_dict(holder, old, new)
        elif isinstance(holder, (list, collections.deque)):
            self.replace_in_sequence(holder, old, new)
        elif isinstance(holder, set):
            self.journal.exchange(holder, old, new)
        elif kind is tuple:
            return self.replace_in_tuple(holder, old, new, pending)
        elif kind is functools.partial:
            func, arguments, keywords, attributes = holder.func, holder.args, holder.keywords, holder.__dict__
            if func is not old:
                return False
            self.journal.set_partial(holder, (new, arguments, keywords, attributes))
        elif kind is types.MethodType:
            if not hasattr(new, "__get__"):
                return False
            pending[id(holder)] = holder
            self.news[id(holder)] = new.__get__(holder.__self__, type(holder.__self__)) if holder.__func__ is old else \
                types.MethodType(holder.__func__, new)
        elif kind is types.FunctionType and holder.__defaults__ is old:
            self.journal.set_attribute(holder, "__defaults__", new)
        elif isinstance(holder, (type, types.ModuleType, types.FunctionType, types.GeneratorType, staticmethod, classmethod, property)):
            return False
        else:
            return self.replace_attributes(holder, old, new)
        return True

    def move_instance(self, instance, old, new):
        """An instance of a class whose name means another class of the project."""
        if not isinstance(new, type) or new.__name__ != old.__name__ or new.__module__ not in baseline.records:
            return False
        if issubclass(old, (tuple, enum.Enum)) or issubclass(new, (tuple, enum.Enum)):
            # Their content is no attribute that could be missing.
            return False
        try:
            object.__setattr__(instance, "__class__", new)
        except TypeError:
            return False
        self.journal.call(merge.set_class, instance, old)
        if not any(cls is new for cls in self.transaction.classes):
            self.transaction.classes.append(new)
        return True

    def replace_in_dict(self, holder, old, new):
        owner, record = _owner_of(holder), _record_of(holder)
        done = False
        for key, value in list(dict.items(holder)):
            if value is old:
                if owner is None:
                    self.journal.set_item(holder, key, new)
                else:
                    self.journal.set_class_attribute(owner, key, new)
                if record is not None:
                    self.transaction.touched.setdefault(record.name, set()).add(key)
                done = True
            if key is old and owner is None:
                kept = dict.__getitem__(holder, key)
                self.journal.delete_item(holder, key)
                self.journal.set_item(holder, new, kept)
                done = True
        return done

    def replace_in_sequence(self, holder, old, new):
        if type(holder) is list and any(v is new for v in holder):
            # The new object has registered itself beside the old one, whose place it takes.
            items = [new if v is old else v for v in holder if v is not new]
            self.journal.replace_list(holder, items)
            return
        for index, value in enumerate(list(holder)):
            if value is old:
                self.journal.set_element(holder, index, new)

    def replace_in_tuple(self, holder, old, new, pending):
        """A tuple is made anew."""
        made = tuple(new if v is old else v for v in self.news.get(id(holder), holder))
        pending[id(holder)], self.news[id(holder)] = holder, made
        return True

    def replace_attributes(self, holder, old, new):
        """An instance that holds its attributes itself: without a dict of its own, or in slots."""
        done = False
        attributes = getattr(holder, "__dict__", None)
        if type(attributes) is dict:
            done = self.replace_in_dict(attributes, old, new)
        for slot in _members(holder):
            if member_of(slot, holder) is old:
                self.journal.set_member(slot, holder, new)
                done = True
        return done

    # -- what is left -------------------------------------------------------------------------------------------------

    def report(self, left):
        """Old functions call the new ones, wherever they are still held; other objects are counted."""
        for identity, old in self.olds.items():
            new = self.news.get(identity)
            if type(old) is types.FunctionType and new is not None:
                self.journal.set_attribute(old, "__code__", swap.trampoline(old, new))
            elif left.get(identity):
                self.transaction.find_captured(left[identity], *self.names[identity])


def bound(key):
    """What a module's name, or `Class.member`, means now."""
    found = sys.modules.get(key[0])
    for part in key[1].split("."):
        found = vars(found).get(part, MISSING) if isinstance(found, (types.ModuleType, type)) else MISSING
    return found.__func__ if isinstance(found, (staticmethod, classmethod)) else found


def _is_at_home(old):
    """Whether a function or class is still what its own name means: the name that lost it was an alias."""
    return isinstance(old, DEFINED) and bound((old.__module__ or "", old.__qualname__)) is old


def _is_foreign(old):
    """Whether it is at home outside the project: everybody may hold it for reasons of their own."""
    return _is_at_home(old) and old.__module__ not in baseline.records


def _is_definition(key, old):
    """Whether a function or class is the one defined by that name: aliases of others still mean those."""
    return (getattr(old, "__module__", None), getattr(old, "__qualname__", None)) == key and \
        isinstance(old, DEFINED)


def _is_named(cls):
    """Whether a class can still be found by its name."""
    return bound((cls.__module__, cls.__qualname__)) is cls


def _reaches(new, old):
    """Whether the new object needs the old one: a wrapper around it, say."""
    seen, rest = set(), [new]
    for _ in range(6):
        level, rest = rest, []
        for value in level:
            if value is old:
                return True
            if id(value) in seen or not isinstance(value, _PARTS):
                continue
            seen.add(id(value))
            if isinstance(value, types.FunctionType):
                rest += [value.__closure__, value.__defaults__, value.__kwdefaults__, value.__dict__]
            elif not isinstance(value, dict) or "__builtins__" not in value:
                rest += gc.get_referents(value)
    return False


_PARTS = (types.FunctionType, types.CellType, dict, tuple, list, functools.partial, merge.LRU, types.MethodType)


def _members(holder):
    """The slots that a Python class has given an object."""
    return [member for cls in type(holder).__mro__ if cls.__flags__ & HEAP for member in vars(cls).values()
            if type(member) is types.MemberDescriptorType]


def _owner_of(mapping):
    """The class whose namespace a dict is, or None."""
    if "__module__" in mapping and "__doc__" in mapping:
        for cls in gc.get_referrers(mapping):
            if isinstance(cls, type) and any(r is mapping for r in gc.get_referents(cls.__dict__)):
                return cls
    return None


def _record_of(mapping):
    """The project's module whose namespace a dict is, or None."""
    if "__builtins__" in mapping or "__name__" in mapping:
        name = mapping.get("__name__")
        record = baseline.records.get(name) if isinstance(name, str) else None
        if record is not None and record.namespace is mapping:
            return record
    return None


def _is_planned(mapping):
    """Whether the plan knows of the names in a dict: that of a module or class of the project."""
    owner = _owner_of(mapping)
    return _record_of(mapping) is not None or owner is not None and owner.__module__ in baseline.records


def _is_type_memory(old, holder):
    """Whether this is the memory of `typing`, which looks at what types are, not which."""
    if type(old).__module__ not in TYPING and type(old).__name__ not in ("TypeVar", "ParamSpec", "NewType"):
        return False
    return type(holder) in (tuple, merge.LRU) or type(holder).__module__ in TYPING or type(holder).__name__ == "_lru_list_elem"


def _is_memory(old, holder):
    """Whether the standard library remembers it for itself: compiled expressions, loggers by their names."""
    if isinstance(old, re.Pattern):
        return type(holder) is dict and any(value is holder for value in vars(re).values())
    manager = getattr(old, "manager", None) if isinstance(old, getattr(sys.modules.get("logging"), "Logger", ())) else None
    if manager is not None:
        places = [getattr(entry, "loggerMap", None) for entry in manager.loggerDict.values()]
        return holder is manager.loggerDict or any(holder is place for place in places if place is not None)
    return _is_type_memory(old, holder)


def _constants(source):
    """Ids of the tuples in which the code of a module has its constants."""
    found, rest = set(), [code for code in (source.record.code if source.record else None, source.code) if code is not None]
    rest += source.statements.values()
    while rest:
        part = rest.pop()
        if type(part) is types.CodeType:
            part = part.co_consts
        found.add(id(part))
        rest += [p for p in part if type(p) in (tuple, types.CodeType)]
    return found


def _is_arguments(holder, objects):
    """Whether this is the tuple in which the objects were passed to `get_referrers`."""
    return type(holder) is tuple and len(holder) == len(objects) and all(a is b for a, b in zip(holder, objects))
