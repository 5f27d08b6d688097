"""The names of a module as a statement sees them that runs again in place."""
import builtins

from .journal import MISSING


class Scope:
    """Local names for `exec`: writes go through to the module, journaled; names in `pending` are not bound yet, although the
    module still has their old values (other threads read those meanwhile)."""

    def __init__(self, journal, namespace, pending):
        self.journal, self.namespace, self.pending = journal, namespace, set(pending)
        self.before = {}  # name -> what it was before the statement wrote it

    def __getitem__(self, name):
        if name in self.pending:
            value = getattr(builtins, name, MISSING)
            if value is MISSING:
                raise NameError("name %r is not defined" % name)
            return value
        return self.namespace[name]

    def __setitem__(self, name, value):
        self.before.setdefault(name, self.namespace.get(name, MISSING))
        self.pending.discard(name)
        self.journal.set_item(self.namespace, name, value)

    def __delitem__(self, name):
        if name in self.pending or name not in self.namespace:
            raise NameError("name %r is not defined" % name)
        self.before.setdefault(name, self.namespace[name])
        self.journal.delete_item(self.namespace, name)
