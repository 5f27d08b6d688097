"""Steps that put new code into live functions."""

import functools
import gc
import types

from . import described, merge, swap
from .findings import Refused, finding


class Swaps:
    """The part of a transaction that swaps code."""

    def do_swapCode(self, step, source):
        pairing = swap.Pairing()
        spans = [(tuple(m["old"]), tuple(m["new"])) for m in step["statements"]]
        try:
            pairing.match(source.record.code, source.code, spans)
        except swap.CannotPair as problem:
            raise Refused("the functions of %s, %s, don't correspond" % (source.name, problem), source.name)
        self.pairing.pairs.update(pairing.pairs)
        changed = pairing.changed()
        sets = []
        found, suspended = swap.holders_of([old for old, _ in changed] + pairing.orphans, sets)
        self.note_running({id(old) for old, new in changed if not swap.same_instructions(old, new)},
                          [old for old, _ in changed], suspended)
        for old, new in changed:
            for function in found[id(old)]:
                self.swap(function, old, new, source)
        for holder in sets:
            for old, new in changed:
                if any(e is old for e in holder):
                    self.journal.call(holder.add, old)
                    holder.discard(old)
                    self.journal.call(holder.discard, new)
                    holder.add(new)
        for orphan in pairing.orphans:
            for function in found[id(orphan)]:
                self.find("RP305", "warning", "a live %s of %s keeps its old code: the new source has no such function" % (
                    orphan.co_name, swap.qualified_name(orphan)), source)
        return "done"

    def swap(self, function, old, new, source):
        if old.co_freevars != new.co_freevars:
            if set(old.co_freevars) ^ set(new.co_freevars) == {"__class__"} and self.regrow(function, old, new, source):
                return
            self.find("RP305", "warning", "%s keeps its old code: it captures other variables now" % function.__qualname__, source)
            return
        self.journal.set_attribute(function, "__code__", new)
        before, after = swap.docstring(old), swap.docstring(new)
        if before != after and function.__doc__ == before:
            self.journal.set_attribute(function, "__doc__", after)
            self.documents(function, before, after)

    def documents(self, function, before, after):
        """Wrappers and properties that copied the old docstring."""
        for holder in gc.get_referrers(function):
            if type(holder) is property and holder.__doc__ == before and holder.fget is function:
                try:
                    self.journal.set_attribute(holder, "__doc__", after)
                except AttributeError:
                    pass
            elif type(holder) is dict and holder.get("__wrapped__") is function:
                for wrapper in gc.get_referrers(holder):
                    if getattr(wrapper, "__wrapped__", None) is function and getattr(wrapper, "__doc__", None) == before:
                        self.journal.set_attribute(wrapper, "__doc__", after)
                        self.documents(wrapper, before, after)

    def regrow(self, function, old, new, source):
        """A method begins or ceases to use `super()`: a function with another closure takes its place in the class."""
        cls = source.namespace
        for part in function.__qualname__.split(".")[:-1]:
            cls = cls.get(part) if type(cls) is dict else vars(cls).get(part) if isinstance(cls, type) else None
        if not isinstance(cls, type):
            return False
        cells = []
        for name in new.co_freevars:
            if name == "__class__":
                cells.append(types.CellType(cls))
            else:
                cells.append(swap.cell_of(function, name))
        made = types.FunctionType(new, function.__globals__, function.__name__, function.__defaults__, tuple(cells))
        made.__kwdefaults__, made.__doc__, made.__qualname__ = function.__kwdefaults__, swap.docstring(new), function.__qualname__
        made.__module__ = function.__module__
        described.annotations(self.journal, made, function)
        made.__dict__.update(function.__dict__)
        for name, member in list(vars(cls).items()):
            if member is function:
                self.journal.set_class_attribute(cls, name, made)
            elif type(member) in (staticmethod, classmethod) and member.__func__ is function:
                self.journal.set_class_attribute(cls, name, type(member)(made))
            elif type(member) is property and function in (member.fget, member.fset, member.fdel):
                parts = [made if f is function else f for f in (member.fget, member.fset, member.fdel)]
                self.journal.set_class_attribute(cls, name, property(*parts, doc=member.__doc__))
            elif type(member) is functools.cached_property and member.func is function:
                self.journal.set_attribute(member, "func", made)
        self.journal.set_attribute(function, "__code__", swap.trampoline(function, made))
        self.journal.set_attribute(function, "__wrapped__", made)
        return True

    def note_running(self, differing, codes, suspended):
        names = {"%s (line %d)" % (swap.qualified_name(code), line) for code, line in swap.running(codes) if id(code) in differing}
        names.update("%s (suspended)" % swap.qualified_name(code) for code in suspended if id(code) in differing)
        for name in sorted(names):
            self.findings.append(finding("RP503", "info", "%s runs its old code until it returns" % name))
