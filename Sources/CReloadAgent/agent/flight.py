"""Calls in flight: which frames must leave before a change, and which callers must wait for it.

A frame that runs old code may still use a name whose meaning changes: a function with another signature, a value
that is replaced, a name that goes. After the change it would call the new function in the old way. So it has to leave first.
Only code that the edit changes counts: unchanged code uses the new meaning as it would after a restart.
"""

import ast
import dis
import gc
import sys
import types
from bisect import bisect_left, bisect_right
from weakref import ref

from . import baseline, gate, swap
from .journal import MISSING

CO_SUSPENDABLE = 0x20 | 0x80 | 0x200  # generators, coroutines, asynchronous generators
SIGNATURE = 0x04 | 0x08 | CO_SUSPENDABLE
SPECIAL = ("__init__", "__new__", "__call__", "__init_subclass__", "__class_getitem__")


class Flight:
    """What a plan changes, as calls in flight see it."""

    def __init__(self, transaction):
        self.names = set()  # names whose meaning changes, global or attribute
        self.local = set()  # nested functions with another signature
        self.bodies = set()  # functions with another body: who calls them may count on it, or not
        self.changed = []  # (old code, new code or None, source)
        self.defined = []  # old code of statements that run again
        for source in transaction.sources.values():
            if source.code is not None and source.record is not None and source.record.code is not None:
                self._compare(source)
        self._steps(transaction)
        if len(self.changed) > 1:
            self.bodies = {old.co_name for old, new, _ in self.changed if new is not None and old.co_name[0] != "<"}
            self.bodies -= self.names
        self.leaving = {}  # id(code) -> (code, source): frames that may have to leave
        self.waiting = []  # code whose callers wait
        self.loose = False
        self.passed = 0  # how often somebody inside called on through a gate
        self.seen = None
        self.scanned_at = 0
        self.uses_at = {}  # (id(code), position) -> names used from there on
        self.trees = {}
        if self.names or self.local or self.bodies:
            self._choose(transaction)
        self.suspendable = [code for code, _ in self.leaving.values() if code.co_flags & CO_SUSPENDABLE]

    # -- what changes ---------------------------------------------------------------------------------------------------

    def _compare(self, source):
        news = {}
        for path, code in _paths(source.code):
            news.setdefault(path, []).append(code)
        for path, old in _paths(source.record.code):
            same = news.get(path)
            new = same.pop(0) if same else None
            if new is None or not swap.same_instructions(old, new):
                self.changed.append((old, new, source))
            if (new is None or _signature(old) != _signature(new)) and old.co_name[0] != "<":
                owner = path[:-1]
                nested = any(part[1] & 0x2 for part in owner)
                (self.local if nested else self.names).add(old.co_name)
                if old.co_name in SPECIAL:
                    self.names.update(part[0] for part in owner)

    def _steps(self, transaction):
        for step in transaction.plan["steps"]:
            names = step.get("binds") or step.get("names") or ()
            if step["action"] == "rebind":
                names = [step["name"]]
            elif step["action"] not in ("execute", "delete"):
                continue
            source = transaction.sources.get(step["module"])
            namespace = vars(sys.modules[step["module"]]) if step["module"] in sys.modules else {}
            for name in names:
                self.names.add(name)
                self._aliases(namespace.get(name, MISSING), name)
            if step["action"] == "execute" and source is not None and "old" in step and source.record is not None:
                code = source.record.code
                first, last = step["old"]
                for child in swap.children(code) if code is not None else ():
                    if first <= child.co_firstlineno <= last:
                        self.defined.extend(swap.tree(child))

    def _aliases(self, value, name):
        """Other names for the same thing: of subclasses, of imports under another name."""
        if isinstance(value, type):
            rest = [value]
            while rest:
                for cls in type.__subclasses__(rest.pop()):
                    if cls.__name__ not in self.names:
                        self.names.add(cls.__name__)
                        rest.append(cls)
        if isinstance(value, (type, types.FunctionType)):
            for record in list(baseline.records.values()):
                for other, held in list(record.namespace.items()):
                    if held is value and other != name:
                        self.names.add(other)

    def _choose(self, transaction):
        for old, new, source in self.changed:
            before = self._uses(old)
            if before:
                self.leaving[id(old)] = (old, source)
            if before or new is not None and self._uses(new):
                self.waiting.append(old)
        known = {id(code) for code in self.waiting}
        self.waiting += [code for code in self.defined if id(code) not in known]
        for source in transaction.sources.values():
            # The statements of a module that still runs.
            if source.code is not None and source.record is not None and source.record.code is not None:
                self.leaving[id(source.record.code)] = (source.record.code, source)

    def _uses(self, code):
        return any(not self.names.isdisjoint(c.co_names) or not self.bodies.isdisjoint(c.co_names) or not self.local.isdisjoint(c.co_varnames + c.co_cellvars + c.co_freevars)
                   for c in swap.tree(code))

    # -- who is in flight -----------------------------------------------------------------------------------------------

    def in_flight(self):
        """Descriptions of the frames that still have to leave, in any thread, suspended ones included.

        `loose` then tells whether there are others that had better leave: they use functions whose body changes.
        """
        found = []
        self.loose = False
        if not self.leaving:
            return found
        for frame in list(sys._current_frames().values()) + list(_greenlet_frames()):
            while frame is not None:
                self._look(frame, "", found)
                frame = frame.f_back
        if not self.suspendable:
            return found
        if self.seen is None or self.scanned_at != self.passed:
            self._scan()
        self.seen = [(ref, frame) for ref in self.seen for frame in [_suspended_frame(ref())] if frame is not None]
        for _, frame in self.seen:
            self._look(frame, "suspended ", found)
        self.seen = [ref for ref, _ in self.seen]
        return found

    def needs_this_thread(self):
        """Tell whether some of what has to leave is suspended, or below the caller."""
        if self.seen:
            return True
        frame = sys._getframe(1)
        while frame is not None:
            if id(frame.f_code) in self.leaving:
                return True
            frame = frame.f_back
        return False

    def _scan(self):
        """Look for whoever is suspended; while a gate is shut only those who pass it make more of them."""
        self.scanned_at = self.passed
        self.seen = [ref(holder) for holder in gc.get_referrers(*self.suspendable) if _suspended_frame(holder) is not None]

    def rescan(self):
        """Forget who was suspended."""
        self.seen = None

    def _look(self, frame, state, found):
        entry = self.leaving.get(id(frame.f_code))
        if entry is None or entry[0] is not frame.f_code:
            return
        key = (id(frame.f_code), frame.f_lasti)
        uses = self.uses_at.get(key)
        if uses is None:
            uses = self.uses_at[key] = self.used_later(frame, entry[1])
        used, loosely = uses
        self.loose = self.loose or loosely
        if used:
            code = frame.f_code
            name = "the script" if code.co_name == "<module>" else swap.qualified_name(code)
            found.append(("%s%s (line %d of %s)" % (state, name, frame.f_lineno or 0, entry[1].name), used, entry[1]))

    def used_later(self, frame, source):
        """The changing names that a frame may use from where it stands until it returns, and whether it may use
        functions whose body changes."""
        code = frame.f_code
        first, last = _statement_lines(self.tree(source), frame.f_lineno or 0)
        if code.co_name == "<module>" and not self._is_changed(source, first):
            return [], False
        used, loosely = set(), False
        for instruction in _reachable(code, frame.f_lasti, first, last):
            value = instruction.argval
            for item in value if type(value) is tuple else (value,):
                if type(item) is str and instruction.opname[-5:] != "CONST" and instruction.opname != "KW_NAMES":
                    if item in self.names or item in self.local:
                        used.add(item)
                    loosely = loosely or item in self.bodies
                elif type(item) is types.CodeType:
                    used.update(n for c in swap.tree(item) for n in c.co_names if n in self.names)
        return sorted(used), loosely

    def tree(self, source):
        """The syntax tree of what a module runs; None when there is none."""
        if source.name not in self.trees:
            try:
                self.trees[source.name] = ast.parse(source.record.source)
            except (SyntaxError, ValueError, TypeError):
                self.trees[source.name] = None
        return self.trees[source.name]

    def _is_changed(self, source, line):
        """Tell whether the top-level statement at a line of the old source is missing from the new one."""
        tree = self.tree(source)
        new = {ast.dump(node) for node in source.tree.body} if tree is not None else ()
        for node in tree.body if tree is not None else ():
            if _first_line(node) <= line <= node.end_lineno:
                return ast.dump(node) not in new
        return True

    def inside(self, code):
        """Tell whether a frame with that code has to leave first: then its calls must not wait."""
        entry = self.leaving.get(id(code))
        if entry is None or entry[0] is not code or code.co_name == "<module>":
            return False
        self.passed += 1
        return True

    def functions(self):
        """The live functions whose callers wait."""
        found, _ = swap.holders_of(self.waiting)
        return [function for functions in found.values() for function in functions]


def _paths(code):
    """(path, code) of all functions and classes in a module; a path is of (name, flags)."""
    rest = [((), code)]
    while rest:
        path, code = rest.pop()
        for child in swap.children(code):
            here = path + ((child.co_name, child.co_flags & 0x2),)
            yield here, child
            rest.append((here, child))


def _signature(code):
    count = code.co_argcount + code.co_kwonlyargcount + bool(code.co_flags & 4) + bool(code.co_flags & 8)
    return (code.co_argcount, code.co_posonlyargcount, code.co_kwonlyargcount, code.co_varnames[:count],
            code.co_flags & SIGNATURE)


def _statement_lines(tree, line):
    """First and last line of the innermost statement (of a compound one: its head) at a line."""
    if tree is None:
        return 0, sys.maxsize
    found, body = (line, line), tree.body
    while body:
        inner = next((n for n in body if _first_line(n) <= line <= n.end_lineno), None)
        if inner is None:
            return found
        children = [c for field in ("body", "orelse", "finalbody") for c in getattr(inner, field, ())]
        for part in getattr(inner, "handlers", ()) or getattr(inner, "cases", ()):
            children += part.body
        found = (_first_line(inner), min([_first_line(c) - 1 for c in children] + [inner.end_lineno]))
        body = children
    return found


def _first_line(node):
    return min([node.lineno] + [d.lineno for d in getattr(node, "decorator_list", ())])


def _reachable(code, last, first_line, last_line):
    """The instructions that may still run: those of the statement at hand, and what they lead to."""
    instructions = list(dis.get_instructions(code))
    if last < 0:
        return instructions
    starts = sorted(dis.findlinestarts(code))
    offsets = [offset for offset, _ in starts]
    place = {instruction.offset: index for index, instruction in enumerate(instructions)}
    jumps = set(dis.hasjrel) | set(dis.hasjabs)
    handlers = [place[entry.target] for entry in dis._parse_exception_table(code) if entry.target in place] \
        if sys.version_info >= (3, 11) else []
    seen, rest = set(), list(handlers)
    # The one that runs now: what it calls may have been loaded long before, by the same statement.
    rest.append(bisect_left([instruction.offset for instruction in instructions], last))
    for index, instruction in enumerate(instructions):
        before = bisect_right(offsets, instruction.offset)
        line = starts[before - 1][1] if before else None
        if line is None or first_line <= line <= last_line:
            rest.append(index)
    while rest:
        index = rest.pop()
        if index in seen or index >= len(instructions):
            continue
        seen.add(index)
        instruction = instructions[index]
        if instruction.opcode in jumps and instruction.argval in place:
            rest.append(place[instruction.argval])
        if not instruction.opname.startswith(("RETURN_", "RAISE_", "RERAISE", "JUMP_FORWARD", "JUMP_ABSOLUTE", "JUMP_BACKWARD")) \
                or instruction.opname.startswith("RETURN_GENERATOR"):
            rest.append(index + 1)
    return [instructions[index] for index in sorted(seen)]


def _suspended_frame(holder):
    """The frame of a generator or coroutine that has not ended; None for anything else."""
    kind = type(holder)
    if kind is types.CoroutineType:
        return holder.cr_frame
    if kind is types.GeneratorType:
        return holder.gi_frame
    if kind is types.AsyncGeneratorType:
        return holder.ag_frame
    return None


def _greenlet_frames():
    """Frames of greenlets that are switched away: no thread shows them."""
    greenlet = getattr(sys.modules.get("greenlet"), "greenlet", None)
    if greenlet is None:
        return
    for candidate in gc.get_objects():
        if isinstance(candidate, greenlet):
            frame = getattr(candidate, "gr_frame", None)
            if frame is not None:
                yield frame
