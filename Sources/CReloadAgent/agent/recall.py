"""Makes the code object of a module again that was loaded from bytecode and let go.

Only the module's own code and its class bodies are gone: they ran once. Functions live on, and an edit has to find them
by their very code objects, so these take the places of what is made here.
"""
import _imp
import functools
import gc
import marshal
import types

from . import gate, proof, swap

# Set where the local names of a call are its own: not in the code of modules and class bodies.
_FUNCTION = 0x2

_WRAPPERS = (staticmethod, classmethod, property, types.CellType, types.MethodType,
             functools.partial, functools.partialmethod, functools.cached_property, type(functools.lru_cache(len)))


def code_of(record):
    """The code that ran when the module was loaded; None when nothing says any more what that was."""
    code = _from_bytecode(record) or _from_source(record)
    if code is None:
        return None
    live = _near(record)
    code = swap.graft_all(live, code)
    missing = _missing(code, live)
    if missing:
        code = swap.graft_all(live + _far(record, missing), code)
    return code


def _from_bytecode(record):
    body = proof.loaded_bytecode(record)
    if body is None:
        return None
    code = marshal.loads(body)
    _imp._fix_co_filename(code, record.file)
    return code


def _from_source(record):
    source = record.source if record.proven else None
    if source is None:
        return None
    try:
        return compile(source, record.file, "exec", dont_inherit=True)
    except Exception:
        return None


def _missing(code, live):
    """Functions in `code` of which no live code object is known: most of them are gone."""
    known = set(map(id, live))
    return [c for c in swap.tree(code)[1:] if c.co_flags & _FUNCTION and id(c) not in known]


def _near(record):
    """Code objects of the functions that the module's names lead to."""
    found, seen = [entry.code for entry in gate.held.values() if entry.function.__globals__ is record.namespace], set()
    rest = list(record.namespace.values()) + list(record.bound.values())
    while rest:
        value = rest.pop()
        kind = type(value)
        if id(value) in seen:
            continue
        seen.add(id(value))
        if kind is types.FunctionType:
            if value.__globals__ is record.namespace:
                found.append(value.__code__)
            rest.extend(value.__closure__ or ())
            rest.extend(value.__dict__.values())
        elif issubclass(kind, type):
            if vars(value).get("__module__") == record.name:
                rest.extend(vars(value).values())
        elif issubclass(kind, _WRAPPERS):
            rest.extend(gc.get_referents(value))
    return _trees(found, record)


def _far(record, missing):
    """Code objects of functions and frames anywhere, the module's own first."""
    names = {code.co_name for code in missing}
    few = len(names) < swap.FEW
    own, others = [], []
    for candidate in gc.get_referrers(record.namespace, *names) if few else gc.get_objects():
        kind = type(candidate)
        if kind is types.FunctionType:
            (own if candidate.__globals__ is record.namespace else others).append(candidate.__code__)
        elif kind is types.FrameType:
            own.append(candidate.f_code)
        elif kind in swap.SUSPENDED:
            own.append(getattr(candidate, swap.SUSPENDED[kind]))
    return _trees(own + others, record)


def _trees(codes, record):
    """The code objects of the module's file among `codes`, with those in them, each once."""
    found = {id(part): part for code in codes if code.co_filename == record.file for part in swap.tree(code)}
    return list(found.values())
