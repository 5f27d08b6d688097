"""Who else holds an object that lost its name: what no graph can see."""

import gc
import sys
import types


def report_captured(transaction):
    """Warns of references to replaced objects that this apply has not replaced."""
    replaced = [(key, old) for key, old in transaction.replaced if not _is_bound(key, old)]
    if not replaced:
        return
    own = {id(replaced), id(transaction.replaced), id(transaction.originals), id(transaction.originals.values())}
    objects = [old for _, old in replaced if not isinstance(old, types.ModuleType)]
    if not objects:
        return
    counts = dict.fromkeys((id(o) for o in objects), 0)
    names = {id(old): key for key, old in replaced}
    ours = _journal_holders(transaction)
    for holder in gc.get_referrers(*objects):
        if id(holder) in own or id(holder) in ours or holder is objects or isinstance(holder, types.FrameType):
            continue
        if type(holder) is tuple and any(holder is pair for pair in replaced):
            continue
        for referent in gc.get_referents(holder):
            if id(referent) in counts:
                counts[id(referent)] += 1
    for identity, count in counts.items():
        if count:
            module, name = names[identity]
            transaction.find_captured(count, module, name)


def _is_bound(key, old):
    """Whether the name got its old object back."""
    module = sys.modules.get(key[0])
    return module is None or vars(module).get(key[1]) is old


def _journal_holders(transaction):
    found = set()
    for entry in transaction.journal._entries:
        found.add(id(entry))
        found.add(id(entry[1]))
    for record in sys.modules[__package__ + ".baseline"].records.values():
        found.update(record.holders())
    return found
