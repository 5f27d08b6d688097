"""Code objects of an old and a new compilation: which belong together, and who runs them."""

import gc
import sys
import types

from . import gate
from .journal import MISSING

# Above this many code objects one pass over the heap in Python beats gc.get_referrers, whose cost grows with each.
FEW = 4


class CannotPair(Exception):
    """Two statements that should have the same functions don't."""


def children(code):
    return [constant for constant in code.co_consts if type(constant) is types.CodeType]


def tree(code):
    """A code object and all in it."""
    found, rest = [], [code]
    while rest:
        code = rest.pop()
        found.append(code)
        rest.extend(children(code))
    return found


class Pairing:
    """Old code objects and their new ones."""

    def __init__(self):
        self.pairs = {}  # id(old) -> (old, new)
        self.orphans = []  # old code objects without a new one

    def match(self, old_module, new_module, spans):
        """Pairs the functions of matched statements. `spans` is a list of ((first, last), (first, last)) lines."""
        olds, news = children(old_module), children(new_module)
        for old_span, new_span in spans:
            within_old = [c for c in olds if old_span[0] <= c.co_firstlineno <= old_span[1]]
            within_new = [c for c in news if new_span[0] <= c.co_firstlineno <= new_span[1]]
            if [c.co_name for c in within_old] != [c.co_name for c in within_new]:
                raise CannotPair("lines %d-%d and %d-%d" % (old_span + new_span))
            for old, new in zip(within_old, within_new):
                self.add(old, new)

    def add(self, old, new):
        rest = [(old, new)]
        while rest:
            old, new = rest.pop()
            self.pairs[id(old)] = (old, new)
            later = {}
            for code in children(new):
                later.setdefault(code.co_name, []).append(code)
            for code in children(old):
                same = later.get(code.co_name)
                if same:
                    rest.append((code, same.pop(0)))
                else:
                    self.orphans.extend(tree(code))

    def new_for(self, code):
        entry = self.pairs.get(id(code))
        return entry[1] if entry and entry[0] is code else None

    def changed(self):
        """The pairs whose code objects differ, line numbers included."""
        return [(old, new) for old, new in self.pairs.values() if old is not new and not same_code(old, new)]


def same_code(old, new):
    """Whether two code objects are the same down to line numbers and nested code."""
    return old == new and old.co_firstlineno == new.co_firstlineno and _lines(old) == _lines(new) and \
        qualified_name(old) == qualified_name(new) and \
        all(same_code(a, b) for a, b in zip(children(old), children(new)))


def graft(old, new):
    """`new`, with the code objects of `old` in place of those that are the same down to line numbers.

    Functions that an edit does not touch go on with the code objects they have; the next edit has to find them by these.
    """
    return graft_all(tree(old)[1:], new)


def graft_all(olds, new):
    """`new`, with those of `olds` in place of the code objects that are the same; the first ones come first."""
    known = {}
    for code in olds:
        known.setdefault((code.co_name, code.co_firstlineno), []).append(code)
    return _grafted(new, known)


def _grafted(new, known):
    same = known.get((new.co_name, new.co_firstlineno), ())
    for position, candidate in enumerate(same):
        if same_code(candidate, new):
            return same.pop(position)
    constants = tuple(_grafted(c, known) if type(c) is types.CodeType else c for c in new.co_consts)
    if all(a is b for a, b in zip(constants, new.co_consts)):
        return new
    return new.replace(co_consts=constants)


def same_instructions(old, new):
    """Whether two code objects do the same, wherever they stand."""
    if (old.co_code, old.co_names, old.co_varnames, old.co_freevars, old.co_cellvars, old.co_flags, old.co_argcount,
            old.co_kwonlyargcount, old.co_posonlyargcount) != \
            (new.co_code, new.co_names, new.co_varnames, new.co_freevars, new.co_cellvars, new.co_flags, new.co_argcount,
             new.co_kwonlyargcount, new.co_posonlyargcount) or len(old.co_consts) != len(new.co_consts):
        return False
    for a, b in zip(old.co_consts, new.co_consts):
        if type(a) is not type(b):
            return False
        if type(a) is types.CodeType:
            if not same_instructions(a, b):
                return False
        elif repr(a) != repr(b):
            return False
    return True


def _lines(code):
    return code.co_linetable if sys.version_info >= (3, 10) else code.co_lnotab


SUSPENDED = {types.GeneratorType: "gi_code", types.CoroutineType: "cr_code", types.AsyncGeneratorType: "ag_code"}


def holders_of(codes, sets=None):
    """All live functions that run one of the code objects, wherever they hide, and who is suspended in one.

    Returns {id(code): [function]} and a list of code objects. `sets` gets the sets in which a program keeps code objects, as a
    decorator does that marks functions to be left out of tracebacks.
    """
    wanted = {id(code): [] for code in codes}
    suspended = []
    if not wanted:
        return wanted, suspended
    candidates = gc.get_referrers(*codes) if len(wanted) <= FEW else gc.get_objects()
    function = types.FunctionType
    for candidate in candidates:
        kind = type(candidate)
        if kind is function:
            found = wanted.get(id(candidate.__code__))
            if found is not None and gate.DOUBLE not in candidate.__dict__:
                found.append(candidate)
        elif kind is set:
            if sets is not None and candidate and type(next(iter(candidate))) is types.CodeType:
                sets.append(candidate)
        elif kind in SUSPENDED:
            code = getattr(candidate, SUSPENDED[kind])
            if id(code) in wanted:
                suspended.append(code)
    for entry in list(gate.held.values()):
        found = wanted.get(id(entry.code))
        if found is not None:
            found.append(entry.function)
    return wanted, suspended


def running(codes):
    """(code, line) of every frame that is inside one of the code objects now, in any thread."""
    wanted = {id(code) for code in codes}
    found = []
    for frame in sys._current_frames().values() if wanted else ():
        while frame is not None:
            if id(frame.f_code) in wanted:
                found.append((frame.f_code, frame.f_lineno or 0))
            frame = frame.f_back
    return found


def qualified_name(code):
    return getattr(code, "co_qualname", code.co_name)


def docstring(code):
    """The docstring of a function's code, as the compiler has it.

    From 3.14 on a flag says whether the first constant is one (CO_HAS_DOCSTRING); before, a string there is.
    """
    if sys.version_info >= (3, 14):
        return code.co_consts[0] if code.co_flags & 0x4000000 else None
    first = code.co_consts[0] if code.co_consts else None
    return first if isinstance(first, str) else None


def trampoline(function, target):
    """Code for `function` (whose closure can't change) that calls `target` instead."""
    source = "def outer(%s):\n    def forward(*a, **k):\n        return '%s'(*a, **k)%s\n    return forward\n"
    free = function.__code__.co_freevars
    mark = "<reload-plan target>"
    import warnings
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        scope = {}
        exec(source % (", ".join(free), mark, "\n        " + "; ".join(free) if free else ""), scope)
    code = scope["outer"](*[None] * len(free)).__code__
    return code.replace(co_consts=tuple(target if c == mark else c for c in code.co_consts),
                        co_name=function.__code__.co_name, co_filename=function.__code__.co_filename)


def cell_of(function, name):
    """The cell a function has for a free variable, or MISSING."""
    free = function.__code__.co_freevars
    return function.__closure__[free.index(name)] if name in free else MISSING
