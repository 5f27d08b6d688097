"""What a program's own code has to say while it is reloaded.

    __reload_dispose__()           before statements with effects run again: ends what they did. It may return a function that starts it
                                   again, which is called when the reload is taken back.
    __reload_accept__(old)         when all is done; `old` maps the names that were replaced in the module to what they were.
    __reload_migrate__(instance)   for each live instance of a class that ran again, got another `__init__` or was replaced; a method,
                                   or a function of the class's module.
"""

import sys
import types

from . import lacking, merge
from .findings import finding

MIGRATE = "__reload_migrate__"


class Irrevocable(Exception):
    """What a hook did can't be taken back."""


def dispose(transaction, source):
    """Lets the old code of a module end what it started."""
    again = source.namespace["__reload_dispose__"]()
    if callable(again):
        transaction.journal.call(again)
    else:
        transaction.journal.call(_irrevocable, source.name)


def _irrevocable(module):
    raise Irrevocable("%s.__reload_dispose__ has run, and returned nothing that starts again what it ended" % module)


def accept(transaction, source):
    """Lets the new code of a module look at what it replaced."""
    old = {name: value for (module, name), value in transaction.originals.items() if module == source.name}
    record = source.record
    if record is not None:
        # What the hook puts into them is the program's state from here on.
        names = transaction.touched.get(source.name, set())
        transaction.journal.call(type(record).restore, record, record.bound, record.contents)
        record.rebound(names)
        transaction.settled.add(source.name)
    before = dict(source.namespace)
    try:
        source.namespace["__reload_accept__"](types.MappingProxyType(old))
    finally:
        transaction.journal.changed(source.namespace, before)


def migrate(transaction, earlier):
    """Calls the migration hooks of what live instances belong to; `earlier` is what the classes were."""
    hooked = {}
    for cls in lacking.once(transaction.classes + earlier.initialised()):
        for derived in merge.family(cls):
            hook = _hook(derived)
            if hook is not None:
                hooked[derived] = hook
    if not hooked:
        return
    counts = {}
    for instance in merge.instances(*hooked):
        hook = hooked[type(instance)]
        held = getattr(instance, "__dict__", None)
        before = dict(held) if type(held) is dict else None
        try:
            hook(instance)
        finally:
            if before is not None:
                transaction.journal.changed(held, before)
        counts[type(instance)] = counts.get(type(instance), 0) + 1
    for cls in sorted(counts, key=lambda c: (c.__module__, c.__qualname__)):
        transaction.findings.append(finding("RP509", "info", "%s.%s migrated %d live instance%s" % (
            cls.__qualname__, MIGRATE, counts[cls], "" if counts[cls] == 1 else "s"), module=cls.__module__))


def _hook(cls):
    hook = getattr(cls, MIGRATE, None)
    if hook is None:
        hook = getattr(sys.modules.get(cls.__module__), MIGRATE, None)
    return hook if callable(hook) else None
