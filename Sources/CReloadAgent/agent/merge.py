"""Merging what a statement has made anew into what is alive.

A statement that runs again makes new functions and classes. The program holds the old ones everywhere: instances, bound
methods, registries, other modules. So the new content goes into the old objects, and the old objects stay. What can't take
the new content (another layout, other captured variables) is refused with the count of objects that would be left behind.
"""

import _abc
import abc
import enum
import functools
import gc
import itertools
import sys
import types
import weakref

from . import baseline, described, gate, swap
from .journal import MISSING

COLLECTED = 1 << 14  # the flag of types whose instances the garbage collector knows
LRU = type(functools.lru_cache(maxsize=1)(lambda: None))
SCALARS = (int, float, complex, str, bytes, bool, type(None), type(Ellipsis))
# Made by the class statement itself, per class, or read-only.
OWN = frozenset(("__dict__", "__weakref__", "__module__", "_abc_impl", "__abstractmethods__"))
ENUM = frozenset(("_member_map_", "_member_names_", "_value2member_map_", "_unhashable_values_", "_hashable_values_",
                  "_unhashable_values_map_", "_new_member_", "_use_args_", "_member_type_", "_value_repr_",
                  "_all_bits_", "_flag_mask_", "_singles_mask_", "_inverted_", "_boundary_", "__new__", "_generate_next_value_"))


class Unmergeable(Exception):
    """The old object can't become what the new source makes."""


class Merger:
    """Merges the results of one statement.

    `young` holds the objects the statement has made: only those may give their content away. `paired` tells
    whether an old code object is the forerunner of a new one.
    """

    def __init__(self, journal, young, paired, members, state):
        self.journal = journal
        self.young = young
        self.decorated = False  # whether a decorator has seen what was made
        self.rebuilt = []  # containers of the module that other statements of this apply have made
        self.fresh = {id(o) for o in young}
        self.paired = paired
        self.members = members
        self.state = state
        self.replaced = {}  # id(new object) -> (new object, the old one that took its content)
        self.cells = []
        self.codes = []  # old code objects that a merged function runs no longer
        self.succeeded = []  # old classes whose place another one has taken
        self.successors = []
        self.emptied = []  # containers of classes that were made anew
        self.reshaped = []  # (weakly the old class, its name) of tuples whose fields changed
        self.lost = []  # ((module, qualified name), function) of members of classes that were replaced
        self.remains = False  # whether a class that was alive before has to be collected
        self.scratch = []  # scratch classes that are still among the subclasses of a base, weakly

    def merge(self, old, new):
        """The object to bind where `new` would be: the old one if it could take the new content."""
        known = self.replaced.get(id(new))
        if known:
            return known[1]
        if old is new or old is MISSING:
            return new
        kind = type(new)
        if kind in SCALARS:
            return old if type(old) is kind and old == new and repr(old) == repr(new) else new
        if id(new) not in self.fresh:
            return new
        if kind is types.FunctionType:
            return self._function(old, new)
        if isinstance(new, type):
            return self._class(old, new)
        if type(old) is not kind:
            return new
        if kind is staticmethod or kind is classmethod:
            if self.merge(old.__func__, new.__func__) is not old.__func__:
                return new
            described.copies(self.journal, old, new)
            return old
        if kind is property:
            return self._property(old, new)
        if kind is LRU:
            return self._memoised(old, new)
        if kind is functools.cached_property:
            if self.merge(old.func, new.func) is not old.func or old.attrname != new.attrname:
                return new
            described.copies(self.journal, old, new)
            return old
        return new

    # -- functions ----------------------------------------------------------------------------------------------------

    def _function(self, old, new):
        if type(old) is not types.FunctionType or old.__globals__ is not new.__globals__:
            return new
        before, after = gate.code_of(old), new.__code__
        if before is not after and not self.paired(before, after):
            return new
        if id(old) in self.fresh:
            return new
        self.replaced[id(new)] = (new, old)
        if before.co_freevars != after.co_freevars:
            del self.replaced[id(new)]
            return self._forward(old, new)
        for name, mine, other in zip(after.co_freevars, old.__closure__ or (), new.__closure__ or ()):
            if name != "__class__":
                self._cell(mine, other)
        for name in ("__code__", "__defaults__", "__kwdefaults__", "__doc__", "__name__", "__qualname__", "__module__",
                     "__type_params__"):
            value = getattr(new, name, MISSING) if name != "__defaults__" else self.state.defaults(old, new)
            if value is not MISSING:
                self.journal.set_attribute(old, name, value)
        if before != after:
            self.codes.append(before)
        described.annotations(self.journal, old, new)
        self._attributes(old.__dict__, new.__dict__, self.members.get(old.__qualname__, ()))
        return old

    def _cell(self, mine, other):
        try:
            content = other.cell_contents
        except ValueError:
            return
        try:
            current = mine.cell_contents
        except ValueError:
            current = MISSING
        if current is other or mine is other:
            return
        self.journal.set_cell(mine, self.merge(current, content))

    def _attributes(self, old, new, written):
        # What `functools.wraps` had copied from the function that is wrapped goes with it.
        copied = {} if "__wrapped__" in new else getattr(old.get("__wrapped__"), "__dict__", {})
        copied = {n for n, v in copied.items() if old.get(n) is v}.union(functools.WRAPPER_ASSIGNMENTS, ("cache_parameters",))
        for name, value in list(new.items()):
            # Of two caches each says its own settings: merged, the old one would tell those of the new one.
            merged = value if name == "cache_parameters" else self.merge(old.get(name, MISSING), value)
            self.journal.set_item(old, name, merged)
        for name in [n for n in old if n not in new and (n == "__wrapped__" or n in written or n in copied)]:
            self.journal.delete_item(old, name)

    def _forward(self, old, new):
        """Captured variables differ, and a closure can't grow: the old function calls the new one."""
        self.journal.set_attribute(old, "__code__", swap.trampoline(old, new))
        self.journal.set_attribute(old, "__wrapped__", new)
        self.journal.set_attribute(old, "__doc__", new.__doc__)
        return new

    def _memoised(self, old, new):
        if _settings(old) != _settings(new):
            return new
        if self.merge(old.__wrapped__, new.__wrapped__) is not old.__wrapped__:
            return new
        for name, value in list(new.__dict__.items()):
            if name not in ("__wrapped__", "cache_parameters"):
                self.journal.set_item(old.__dict__, name, self.merge(old.__dict__.get(name, MISSING), value))
        old.cache_clear()
        self.replaced[id(new)] = (new, old)
        return old

    def _property(self, old, new):
        parts = [self.merge(getattr(old, n) or MISSING, getattr(new, n)) for n in ("fget", "fset", "fdel")]
        if parts == [old.fget, old.fset, old.fdel]:
            self._property_doc(old, new)
            return old
        return property(*parts, doc=new.__doc__)

    def _property_doc(self, old, new):
        if old.__doc__ != new.__doc__:
            try:
                self.journal.set_attribute(old, "__doc__", new.__doc__)
            except AttributeError:
                pass

    # -- classes ------------------------------------------------------------------------------------------------------

    def _class(self, old, new):
        if not isinstance(old, type) or old.__module__ != new.__module__ or old.__qualname__ != new.__qualname__:
            return new
        if id(old) in self.fresh or old.__qualname__ not in self.members:
            # What a call has made (`namedtuple`, `type`) has no members that could be compared by name.
            return new
        name = "%s.%s" % (old.__module__, old.__qualname__)
        if issubclass(new, tuple) and getattr(old, "_fields", None) != getattr(new, "_fields", None):
            # Tuples can't grow: old ones keep their class.
            self.reshaped.append((weakref.ref(old), name))
            return new
        self.replaced[id(new)] = (new, old)
        if type(old) is not type(new):
            return self._succeed(old, new, "the metaclass of %s changed" % name)
        difference = layout(old, new)
        if difference:
            return self._succeed(old, new, "%s of %s changed" % (difference, name))
        if issubclass(new, enum.Enum) and issubclass(old, enum.Enum):
            self._enum(old, new, name)
        bases = tuple(self.replaced.get(id(b), (b, b))[1] for b in new.__bases__)
        if bases != old.__bases__:
            was = old.__bases__
            try:
                old.__bases__ = bases
            except TypeError as error:
                return self._succeed(old, new, "the bases of %s changed (%s)" % (name, error))
            self.journal.call(set_bases, old, was)
        self._body(old, new)
        return old

    def _succeed(self, old, new, reason):
        """CPython can't give the old class what the new one has: the new one takes its place, with all its instances."""
        del self.replaced[id(new)]
        alive = instances(old)
        if issubclass(new, enum.Enum) or not old.__flags__ & COLLECTED:
            raise Unmergeable("%s, and its %s can't follow" % (reason, "members" if issubclass(new, enum.Enum) else "instances"))
        for instance in alive:
            try:
                object.__setattr__(instance, "__class__", new)
            except TypeError:
                raise Unmergeable("%s, and %s" % (reason, _live(old, alive)))
            self.journal.call(set_class, instance, old)
        self.succeeded.append(old)
        self.successors.append(new)
        self._lose_members(old, new)
        self._virtual(old, new)
        self.remains = True
        return new

    def _lose_members(self, old, new):
        """Bound methods that are held go on with the new class's functions."""
        for name, value in vars(old).items():
            function = getattr(value, "__func__", value)
            if type(function) is types.FunctionType and callable(getattr(vars(new).get(name), "__func__", vars(new).get(name))):
                self.lost.append(((old.__module__, "%s.%s" % (old.__qualname__, name)), function))

    def _virtual(self, old, new):
        """Abstract classes that the old class was registered with."""
        if weakref.getweakrefcount(old) < 2:
            # The list of subclasses has the only one.
            return
        for abstract in instances(abc.ABCMeta):
            if any(entry() is old for entry in _abc._get_dump(abstract)[0]):
                abstract.register(new)

    def _body(self, old, new):
        skip = OWN | ENUM if issubclass(new, enum.Enum) else OWN
        names = new._member_map_ if issubclass(new, enum.Enum) else ()
        for name, value in list(vars(new).items()):
            if name in skip or name in names:
                continue
            current = vars(old).get(name, MISSING)
            if type(value) is types.MethodType and value.__self__ is new:
                if type(current) is types.MethodType and current.__func__ is value.__func__:
                    continue
                value = types.MethodType(value.__func__, old)
            if type(value) is types.MemberDescriptorType:
                continue
            if name in ("__annotations__", "__annotate_func__", "__annotate__", "__annotations_cache__"):
                continue
            merged = self.merge(current, value)
            if merged is not current and self.state.keeps(old, new, name):
                continue
            if merged is value and value is not current:
                self._adopt(value, old, new, name)
            if merged is not current:
                self.journal.set_class_attribute(old, name, merged)
                if type(merged) in (list, dict, set):
                    self.emptied.append(merged)
        described.class_annotations(self.journal, old, new)
        written = self.members.get(old.__qualname__, ())
        for name in list(vars(old)):
            if name in vars(new) or name in skip or name in names:
                continue
            if name in written or (name.startswith("__") and name.endswith("__")):
                if type(vars(old)[name]) is types.MemberDescriptorType:
                    continue
                self.journal.delete_class_attribute(old, name)
        if "__abstractmethods__" in vars(new) or "__abstractmethods__" in vars(old):
            self._abstract(old, new)
        if "_abc_impl" in vars(old):
            # What it has answered to isinstance() may be otherwise now.
            _abc._reset_caches(old)

    def _abstract(self, old, new):
        was, now = getattr(old, "__abstractmethods__", MISSING), getattr(new, "__abstractmethods__", frozenset())
        if was == now:
            return
        old.__abstractmethods__ = now
        self.journal.call(setattr, old, "__abstractmethods__", frozenset() if was is MISSING else was)

    def _adopt(self, value, old, new, name):
        """A member made for the new class goes to the old one: its `super()` must mean the old class."""
        for function in functions_in(value):
            for cell in function.__closure__ or ():
                try:
                    if cell.cell_contents is new:
                        self.journal.set_cell(cell, old)
                except ValueError:
                    pass
        hook = getattr(type(value), "__set_name__", None)
        if hook is not None and not isinstance(value, type):
            hook(value, old, name)

    def _enum(self, old, new, name):
        """Members keep their identity; new ones are made in the old class; values change in place."""
        if new.__bases__ != old.__bases__ or new._member_type_ is not old._member_type_:
            raise Unmergeable("the bases of %s changed, and its members can't follow" % name)
        if issubclass(new, enum.Flag):
            self._flag(old, new, name)
        members = dict(new._member_map_)
        if aliases(old) != aliases(new):
            raise Unmergeable("the aliases of %s changed" % name)
        if any(m not in members or v._value_ != members[m]._value_ for m, v in old._member_map_.items()):
            # In copies: taking entries back would put them last.
            for attribute in ("_member_map_", "_value2member_map_"):
                self.journal.set_class_attribute(old, attribute, dict(getattr(old, attribute)))
        for member in [m for m in old._member_map_ if m not in members]:
            value = old._member_map_[member]._value_
            self.journal.delete_item(old._member_map_, member)
            try:
                self.journal.delete_item(old._value2member_map_, value)
            except TypeError:
                pass
            self.journal.delete_class_attribute(old, member)
        for member, made in members.items():
            # First all of them: members may exchange their values.
            alive = old._member_map_.get(member)
            if alive is not None and made._name_ == member and not _has_value(alive, made):
                try:
                    self.journal.delete_item(old._value2member_map_, alive._value_)
                except TypeError:
                    pass
        for member, made in members.items():
            alive = old._member_map_.get(member)
            if alive is None:
                if made._name_ != member:  # an alias
                    alive = old._member_map_.get(made._name_)
                    if alive is None:
                        raise Unmergeable("the aliases of %s changed" % name)
                else:
                    alive = self._new_member(old, made, name)
                self._register(old, member, alive)
            elif not _has_value(alive, made):
                if old._member_type_ is not object:
                    raise Unmergeable("the value of %s.%s changed, which is part of the member itself" % (name, member))
                for key, value in vars(made).items():
                    if key not in ("__objclass__", "_name_"):
                        self.journal.set_item(alive.__dict__, key, value)
                self._by_value(old, alive)
            else:
                for key, value in vars(made).items():
                    if key not in ("__objclass__", "_name_"):
                        self.journal.set_item(alive.__dict__, key, value)
        if list(old._member_names_) != list(new._member_names_):
            self.journal.replace_list(old._member_names_, list(new._member_names_))
        # Aliases stand in the map only.
        ordered = {m: old._member_map_[m] for m in members}
        if list(ordered) != list(old._member_map_):
            self.journal.set_class_attribute(old, "_member_map_", ordered)

    def _flag(self, old, new, name):
        """Combined members hold the bits of single ones: only members that are added can be followed."""
        if "_iter_member_" in vars(old) and "_iter_member_" not in vars(new):
            # Set where members don't stand in the order of their bits.
            self.journal.delete_class_attribute(old, "_iter_member_")
        before = {n: m._value_ for n, m in old._member_map_.items()}
        after = {n: m._value_ for n, m in new._member_map_.items()}
        if any(after.get(n) != v for n, v in before.items()):
            raise Unmergeable("the bits of %s changed, and its members can't follow" % name)
        if before == after:
            return
        if any(m._name_ not in before for m in old._value2member_map_.values()):
            raise Unmergeable("%s has other bits now, and combined members are alive" % name)
        for attribute in ("_flag_mask_", "_singles_mask_", "_all_bits_"):
            value = vars(new).get(attribute, MISSING)
            if value is not MISSING:
                self.journal.set_class_attribute(old, attribute, value)
        for member in old._member_map_.values():
            if member.__dict__.get("_inverted_") is not None:
                self.journal.set_item(member.__dict__, "_inverted_", None)

    def _new_member(self, old, made, name):
        if old._member_type_ is object:
            alive = object.__new__(old)
        elif old._member_type_ in (int, str, float, bytes):
            alive = old._member_type_.__new__(old, made._value_)
        else:
            raise Unmergeable("a member was added to %s, whose members are %s" % (name, old._member_type_.__name__))
        alive.__dict__.update(vars(made))
        alive.__objclass__ = old
        return alive

    def _register(self, old, member, alive):
        self.journal.set_item(old._member_map_, member, alive)
        self.journal.set_class_attribute(old, member, alive)
        self._by_value(old, alive)

    def _by_value(self, old, alive):
        try:
            if alive._value_ not in old._value2member_map_:
                self.journal.set_item(old._value2member_map_, alive._value_, alive)
        except TypeError:
            pass

    # -- what is left of the new objects ------------------------------------------------------------------------------

    def retire(self):
        """Whoever got hold of a new object while the statement ran (a registry) gets the old one; the scratch classes leave
        `__subclasses__()`."""
        classes = [(new, old) for new, old in self.replaced.values() if isinstance(new, type)]
        if len(classes) > 1:
            # One search for all: what refers to none of them is not looked at again.
            news = [new for new, _ in classes]
            holders = [h for h in gc.get_referrers(*news) if h is not news and h is not classes and type(h) is not types.FrameType]
        for new, old in classes:
            for holder in gc.get_referrers(new) if len(classes) == 1 else holders:
                self._hand_over(holder, new, old)
            if not _detach(new):
                self.scratch.append(weakref.ref(new))
        self._hand_over_functions()

    def _hand_over_functions(self):
        """Containers that this apply has made hold the functions that live on."""
        living = {i: old for i, (new, old) in self.replaced.items() if type(new) in (types.FunctionType, LRU)}
        for holder in self.young + self.rebuilt if living else ():
            if type(holder) is dict:
                for key, value in list(holder.items()):
                    now = handed_over(value, living)
                    if now is not value:
                        self.journal.set_item(holder, key, now)
            elif type(holder) is list:
                items = [handed_over(v, living) for v in holder]
                if any(a is not b for a, b in zip(items, holder)):
                    self.journal.replace_list(holder, items)
        if living and self.decorated:
            self._hand_over_leaked(living)

    def _hand_over_leaked(self, living):
        """A decorator may have put a function anywhere."""
        news = [new for new, _ in self.replaced.values() if type(new) in (types.FunctionType, LRU)]
        known = {id(holder) for holder in self.young}
        for holder in gc.get_referrers(*news):
            # Namespaces of classes and modules are not containers to be written to.
            if id(holder) not in known and type(holder) is dict and not ("__module__" in holder or "__builtins__" in holder):
                for key, value in list(holder.items()):
                    now = handed_over(value, living)
                    if now is not value and not isinstance(key, str):
                        self.journal.set_item(holder, key, now)

    def _hand_over(self, holder, new, old):
        if type(holder) is list and holder is not self.cells:
            items = []
            for item in holder:
                item = old if item is new else item
                if item is old and any(i is old for i in items):
                    continue
                items.append(item)
            if len(items) != len(holder) or any(a is not b for a, b in zip(items, holder)):
                self.journal.replace_list(holder, items)
        elif type(holder) is set and new in holder:
            holder.discard(new)
            holder.add(old)
            self.journal.call(holder.discard, new)
        elif type(holder) is dict and holder is not vars(new):
            for key, value in list(holder.items()):
                if value is new:
                    self.journal.set_item(holder, key, old)
                if key is new:
                    value = holder[key]
                    self.journal.delete_item(holder, key)
                    self.journal.set_item(holder, old, value)
        elif type(holder) is new and not issubclass(new, (type, enum.Enum)):
            # An instance of an inner class that its outer class keeps: a default, an attribute.
            self.journal.set_attribute(holder, "__class__", old)


def _settings(cache):
    """What a memoised function was made with; before 3.9 only its size can be told."""
    return cache.cache_info().maxsize, getattr(cache, "cache_parameters", dict)()


def _has_value(alive, made):
    return alive._value_ == made._value_ and type(alive._value_) is type(made._value_)


def aliases(cls):
    """The names of an enum's members that mean a member of another name."""
    return {n: m._name_ for n, m in cls._member_map_.items() if m._name_ != n}


def handed_over(entry, living):
    """An entry of a container with the objects that live on in place of those that gave their content away."""
    if type(entry) is tuple and any(id(e) in living for e in entry):
        return tuple(living.get(id(e), e) for e in entry)
    return living.get(id(entry), entry)


def functions_in(value):
    """The plain functions a class member holds."""
    if type(value) is types.FunctionType:
        return [value]
    found = []
    for name in ("__func__", "fget", "fset", "fdel", "func", "__wrapped__", "fn"):
        try:
            inner = object.__getattribute__(value, name)
        except AttributeError:
            continue
        if type(inner) is types.FunctionType:
            found.append(inner)
    return found


def layout(old, new):
    """What differs in the memory layout of two classes' instances, or None."""
    if old.__dict__.get("__slots__", MISSING) is MISSING and new.__dict__.get("__slots__", MISSING) is MISSING:
        pass
    elif slots(old) != slots(new):
        return "__slots__"
    for name in ("__basicsize__", "__itemsize__", "__dictoffset__", "__weakrefoffset__"):
        if getattr(old, name) != getattr(new, name):
            return "the memory layout"
    return None


def slots(cls):
    return sorted(n for n, v in vars(cls).items() if type(v) is types.MemberDescriptorType)


def instances(*classes, limit=None):
    """Live instances of exactly these classes, as far as the garbage collector knows them; no more than `limit`."""
    wanted = {id(cls) for cls in classes}
    return list(itertools.islice((o for o in gc.get_referrers(*classes) if id(type(o)) in wanted), limit))


def family(cls):
    """A class and all derived from it."""
    found, rest = [], [cls]
    while rest:
        cls = rest.pop()
        if not any(cls is other for other in found):
            found.append(cls)
            rest.extend(type.__subclasses__(cls))
    return found


def forget_answers():
    """Abstract classes of the project forget which classes they have found to be theirs; registered ones stay."""
    for cls in instances(abc.ABCMeta):
        if cls.__module__ in baseline.records:
            _abc._reset_caches(cls)


def memoised():
    """All live wrappers of `functools.lru_cache`."""
    # Their type is one that objects refer to from 3.10 on; a list of all objects takes three times as long.
    candidates = gc.get_referrers(LRU) if sys.version_info >= (3, 10) else gc.get_objects()
    return [o for o in candidates if type(o) is LRU]


def _live(cls, alive):
    count = len(alive)
    return "%d live instance%s can't follow" % (count, "" if count == 1 else "s")


def set_class(instance, cls):
    """instance.__class__ = cls, past its class's __setattr__"""
    object.__setattr__(instance, "__class__", cls)


def set_bases(cls, bases):
    """cls.__bases__ = bases"""
    cls.__bases__ = bases


def _detach(cls):
    """Takes a scratch class out of its bases' `__subclasses__()` at once, not when the garbage collector finds it."""
    base = next((b for b in cls.__mro__[1:] if not b.__flags__ & (1 << 9)), object)
    try:
        holder = type("retired", (base,) if base is not object else (), {})
        cls.__bases__ = (holder,)
    except TypeError:
        return False
    return True
