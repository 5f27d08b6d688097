"""Steps that bind, remove and forget names and what is known by them."""

import ast
import sys
import types

from . import merge, swap
from .journal import MISSING


class Names:
    """The part of a transaction that writes names without running anything."""

    def do_rebind(self, step, source):
        provider = sys.modules.get(step["provider"])
        if provider is None:
            return "not loaded"
        key = (step["provider"], step["providerName"])
        name, namespace = step["name"], source.namespace
        now = vars(provider).get(step["providerName"], MISSING)
        if now is MISSING:
            return "nothing to do"
        held = namespace.get(name, MISSING)
        if held is now:
            return "nothing to do"
        was = self.originals.get(key, MISSING)
        # Asked before it is written, also for those who ask later.
        moved = held is not MISSING and self.mutated(source.record, name)
        if moved and held is not was:
            self.kept.add((source.name, name))
            self.find("RP301", "info", "%s.%s was given another value at run time and keeps it" % (source.name, name), source)
            return "kept"
        self.originals.setdefault((source.name, name), held)
        if held is not MISSING and held is not was and type(held) not in merge.SCALARS:
            # A definition of the module's own that went stood before the import.
            self.replaced.append(((source.name, name), held))
        self.journal.set_item(namespace, name, now)
        self.touched.setdefault(source.name, set()).add(name)
        return "done"

    def do_delete(self, step, source):
        for name in step["names"]:
            value = source.namespace.get(name, MISSING)
            if isinstance(value, types.ModuleType) and sys.modules.get("%s.%s" % (source.name, name)) is value:
                continue
            self.originals.setdefault((source.name, name), value)
            self.journal.delete_item(source.namespace, name)
            self.touched.setdefault(source.name, set()).add(name)
            annotations = source.namespace.get("__annotations__")
            if type(annotations) is dict:
                self.journal.delete_item(annotations, name)
                if not annotations:
                    self.journal.delete_item(source.namespace, "__annotations__")
            if self.is_definition(source, name, value):
                self.replaced.append(((source.name, name), value))
        return "done"

    def drop_annotations(self, source):
        """Takes out annotations of names that the source annotates no longer."""
        annotations = source.namespace.get("__annotations__")
        if type(annotations) is not dict or not annotations or not source.entry.get("new") or source.code is None:
            return
        now, before = _annotated(source.tree), _annotated(ast.parse(source.record.source or b""))
        for name in [n for n in annotations if n in before and n not in now]:
            self.journal.delete_item(annotations, name)
        if not annotations and not now:
            self.journal.delete_item(source.namespace, "__annotations__")

    def is_definition(self, source, name, value):
        """Whether a value is the function or class that the old source defines by a name, and the new one does not."""
        if not isinstance(value, (types.FunctionType, type)):
            return False
        if source.code is not None and any(c.co_name == name for c in swap.children(source.code)):
            return False
        return value.__module__ == source.name and value.__qualname__ == name

    def do_document(self, step, source):
        text = None
        if sys.flags.optimize < 2 and ast.get_docstring(source.tree, clean=False) is not None:
            # From the code: the compiler takes off indentation (3.13).
            text = next(c for c in source.code.co_consts if isinstance(c, str))
        self.journal.set_item(source.namespace, "__doc__", text)
        return "done"

    def do_clearCache(self, step, source):
        bound = {id(v) for name in step["names"] for v in self.wrappers_at(name, source)}
        for wrapper in merge.memoised():
            function = wrapper.__wrapped__
            if id(wrapper) in bound or \
                    getattr(function, "__module__", None) == source.name and getattr(function, "__qualname__", None) in step["names"]:
                self.caches.append(wrapper)
                wrapper.cache_clear()
        self.clear_properties(step, source)
        return "done"

    def wrappers_at(self, name, source):
        """What a name is bound to, and what that wraps: below a cache may be a wrapper with a name of its own."""
        value = source.namespace
        for part in name.split("."):
            value = value.get(part) if type(value) is dict else vars(value).get(part) if isinstance(value, type) else None
        value = getattr(value, "__func__", value)
        found = []
        while value is not None and not any(value is other for other in found):
            found.append(value)
            value = getattr(value, "__dict__", {}).get("__wrapped__")
        return found

    def clear_properties(self, step, source):
        import functools
        for name in step["names"]:
            owner, _, leaf = name.rpartition(".")
            cls = source.namespace.get(owner) if owner else None
            if not isinstance(cls, type):
                continue
            if type(vars(cls).get(leaf)) is functools.cached_property:
                for instance in merge.instances(*merge.family(cls)):
                    held = getattr(instance, "__dict__", None)
                    if type(held) is dict and leaf in held:
                        self.journal.delete_item(held, leaf)

    def do_forget(self, step, source):
        name = step["module"]
        self.journal.delete_item(sys.modules, name)
        parent, _, leaf = name.rpartition(".")
        if parent in sys.modules and vars(sys.modules[parent]).get(leaf) is source.module:
            self.journal.delete_item(vars(sys.modules[parent]), leaf)
        return "done"


def _annotated(tree):
    """Module-level names with an annotation, nested statements included."""
    found, rest = set(), list(tree.body)
    while rest:
        node = rest.pop()
        if isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef, ast.expr)):
            continue
        if type(node) is ast.AnnAssign and type(node.target) is ast.Name and node.simple:
            found.add(node.target.id)
        rest.extend(ast.iter_child_nodes(node))
    return found
