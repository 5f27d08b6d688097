"""Who else holds an object that lost its name: what no graph can see."""

import gc
import sys
import types


def report_captured(transaction):
    """Warns of references to replaced objects that this apply has not replaced."""
    replaced = [pair for pair in transaction.replaced if not _is_bound(*pair)]
    names = {id(old): key for key, old in replaced if not isinstance(old, types.ModuleType)}
    objects = [old for _, old in replaced if id(old) in names]
    if not objects:
        return
    own = _own_holders(transaction)
    own.update(id(pair) for pair in replaced)
    own.update((id(replaced), id(objects)))
    for old in objects:
        if isinstance(old, type):
            # A class's own members refer to it.
            own.update(map(id, gc.get_referents(old)))
    counts = dict.fromkeys(names, 0)
    for holder in gc.get_referrers(*objects):
        if id(holder) in own or isinstance(holder, types.FrameType) or _is_arguments(holder, objects):
            continue
        for referent in gc.get_referents(holder):
            if id(referent) in counts:
                counts[id(referent)] += 1
    for identity, count in counts.items():
        if count:
            transaction.find_captured(count, *names[identity])


def _is_bound(key, old):
    """Whether the name got its old object back."""
    module = sys.modules.get(key[0])
    return module is None or vars(module).get(key[1]) is old


def _is_arguments(holder, objects):
    """Whether this is the tuple in which the objects were passed to `get_referrers`."""
    return type(holder) is tuple and len(holder) == len(objects) and all(a is b for a, b in zip(holder, objects))


def _own_holders(transaction):
    """Ids of the agent's own containers."""
    found = {id(transaction.replaced), id(transaction.originals)}
    for entry in transaction.journal._entries:
        found.add(id(entry))
        found.add(id(entry[1]))
    for record in transaction.records():
        found.update(record.holders())
    return found
