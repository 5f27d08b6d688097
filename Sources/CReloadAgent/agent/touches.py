"""What a statement is going to change in objects that names of its module mean: seen in its text, journaled before it runs."""

import ast
import types

from .journal import MISSING

# Ways to a module's names as a dict: a statement with one of them may bind names that its text doesn't tell.
DYNAMIC = frozenset(("globals", "vars", "__dict__", "setattr", "exec", "eval"))


def of(node, namespace):
    """([(object, attribute)], [container]): attributes the statement sets, and lists, dicts and sets it may change in place.

    Bodies of functions are left out: what calls do is the plan's to know.
    """
    attributes, containers = [], {}
    rest = [node]
    while rest:
        part = rest.pop()
        if isinstance(part, (ast.FunctionDef, ast.AsyncFunctionDef, ast.Lambda)):
            continue
        rest.extend(ast.iter_child_nodes(part))
        if getattr(part, "id", None) in DYNAMIC or getattr(part, "attr", None) in DYNAMIC:
            containers[id(namespace)] = namespace
        if isinstance(part, ast.Attribute) and not isinstance(part.ctx, ast.Load):
            holder = _value(part.value, namespace)
            if holder is not MISSING and not isinstance(holder, types.ModuleType):
                attributes.append((holder, part.attr))
            continue
        if isinstance(part, ast.Subscript) and not isinstance(part.ctx, ast.Load):
            value = _value(part.value, namespace)
        elif isinstance(part, ast.Call) and isinstance(part.func, ast.Attribute):
            value = _value(part.func.value, namespace)
        else:
            continue
        if type(value) in (list, dict, set):
            containers[id(value)] = value
    return attributes, list(containers.values())


def _value(node, namespace):
    """What a name or a chain of attributes means now, without running anything of the program's."""
    if isinstance(node, ast.Name):
        return namespace.get(node.id, MISSING)
    if not isinstance(node, ast.Attribute):
        return MISSING
    holder = _value(node.value, namespace)
    while holder is not MISSING:
        held = getattr(holder, "__dict__", {}) if isinstance(holder, (type, types.ModuleType, types.FunctionType)) else \
            _attributes(holder)
        if node.attr in held:
            return held[node.attr]
        if isinstance(holder, type):
            return next((vars(c)[node.attr] for c in holder.__mro__ if node.attr in vars(c)), MISSING)
        holder = type(holder) if not isinstance(holder, types.ModuleType) else MISSING
    return MISSING


def _attributes(holder):
    try:
        held = object.__getattribute__(holder, "__dict__")
    except AttributeError:
        return {}
    return held if type(held) is dict else {}
