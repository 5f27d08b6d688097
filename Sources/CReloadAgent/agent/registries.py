"""Lists, dicts and sets that statements add to: what a statement added goes out before it runs again, and what it adds then
takes the same place, so that a registry is as after a fresh start, order included."""

import functools
import types

from . import gate
from .findings import Refused
from .merge import handed_over

LRU = type(functools.lru_cache(maxsize=1)(lambda: None))


def owned(values):
    """Ids of all objects that a definition stands for: what it is bound to, what that wraps, its methods, their code."""
    found, waiting = {}, list(values)
    while waiting:
        value = waiting.pop()
        if id(value) in found:
            continue
        kind = type(value)
        if kind is types.FunctionType:
            found[id(value)] = value
            code = gate.code_of(value)
            found[id(code)] = code
            for cell in value.__closure__ or ():
                try:
                    inner = cell.cell_contents
                except ValueError:
                    continue
                if type(inner) is types.FunctionType and inner.__module__ == value.__module__:
                    waiting.append(inner)
            waiting.append(getattr(value, "__wrapped__", None))
        elif isinstance(value, type):
            found[id(value)] = value
            # What stands at the top of a module has a statement of its own: `Environment.template_class = Template`.
            waiting += [v for v in vars(value).values() if not isinstance(v, (type, types.FunctionType)) or "." in v.__qualname__]
        elif kind in (staticmethod, classmethod):
            waiting.append(value.__func__)
        elif kind is property:
            waiting += [value.fget, value.fset, value.fdel]
        elif kind is LRU:
            found[id(value)] = value
            waiting.append(value.__wrapped__)
        elif kind is functools.partial:
            found[id(value)] = value
            waiting.append(value.func)
        elif hasattr(value, "__wrapped__"):
            found[id(value)] = value
            waiting.append(value.__wrapped__)
    return found


def holds(entry, objects):
    return id(entry) in objects or type(entry) is tuple and any(id(e) in objects for e in entry)


def restore(container, before):
    """Makes a container what it was."""
    if type(container) is list:
        container[:] = before
    elif type(container) is set:
        container.symmetric_difference_update(container ^ before)
    else:
        for key in [k for k in container if k not in before]:
            del container[key]
        for key, value in before.items():
            if key not in container or container[key] is not value:
                container[key] = value
        reorder(container, list(before))


def reorder(container, keys):
    """Puts the keys of a dict in order; none is missing for longer than it takes to put it back."""
    moving = False
    for here, key in zip(list(container), keys):
        moving = moving or here is not key and here != key
        if moving:
            container[key] = container.pop(key)


class Place:
    """One container, and where the entries of one statement stood in it."""

    def __init__(self, journal, container, objects):
        self.container = container
        self.before = container.copy()
        journal.call(restore, container, self.before)
        items = container.items() if type(container) is dict else ()
        self.stale = [k for k, v in items if holds(v, objects) or id(k) in objects] if type(container) is dict else \
            [e for e in container if holds(e, objects)]
        self.names = {id(s) for s in self.stale}
        if type(container) is dict:
            for key in self.stale:
                del container[key]
        elif self.stale:
            rest = [e for e in self.before if id(e) not in self.names]
            container.clear() if type(container) is set else None
            container.update(rest) if type(container) is set else container.__setitem__(slice(None), rest)

    def put(self, replaced, registrants):
        """Gives what the statement has added the place of what went out."""
        container = self.container
        if type(container) is set:
            for entry in [e for e in container if e not in self.before]:
                other = handed_over(entry, replaced)
                if other is not entry:
                    container.discard(entry)
                    container.add(other)
            return
        is_dict = type(container) is dict
        old, now = list(self.before), list(container)
        stale = [i for i, e in enumerate(old) if id(e) in self.names]
        rest = [e for e in old if id(e) not in self.names]
        if any(a is not b for a, b in zip(rest, now)) or len(now) < len(rest):
            raise Refused("a registry was put into another order by what ran again", rule="RP102")
        added = now[len(rest):]
        if is_dict:
            # A list of which nothing is left once the old entries are out was this statement's alone.
            taken = [k for k in rest if container[k] is not self.before[k]
                     and not (type(self.before[k]) in (list, dict, set) and not self.before[k])]
            if taken:
                raise Refused("a registry would have its entry %r from another place" % (taken[0],), rule="RP102")
            for key in added:
                container[key] = handed_over(container[key], replaced)
            lost = [k for k in self.stale if k not in container]
            if lost:
                self.alone(registrants)
        else:
            added = [handed_over(e, replaced) for e in added]
        if not stale:
            order = rest + added
        elif stale[-1] - stale[0] + 1 == len(stale):
            first = stale[0]
            order = rest[:first] + added + rest[first:]
        elif len(stale) == len(added):
            order, waiting = [], list(added)
            for position in range(len(old)):
                order.append(waiting.pop(0) if position in stale else rest.pop(0))
        else:
            raise Refused("where entries of a registry belong can't be told", rule="RP102")
        self.order(order)
        if added and not stale:
            self.arrange(registrants)

    def order(self, entries):
        if type(self.container) is dict:
            reorder(self.container, entries)
        elif len(entries) != len(self.container) or any(a is not b for a, b in zip(entries, self.container)):
            self.container[:] = entries

    def arrange(self, registrants):
        """Entries in the order in which a start would add them."""
        if registrants is None or len(self.container) < 2:
            if len(self.container) > 1:
                raise Refused("where an entry of a registry belongs can't be told", rule="RP102")
            return
        entries = list(self.container)
        values = list(self.container.values()) if type(self.container) is dict else entries
        ranks = []
        for entry, value in zip(entries, values):
            found = [i for i, objects in enumerate(registrants) if holds(value, objects) or id(entry) in objects]
            ranks.append(found[-1] if found else None)
        known = [r for r in ranks if r is not None]
        first = next((i for i, r in enumerate(ranks) if r is not None), 0)
        if known == sorted(known) and None not in ranks[first:]:
            return
        if None in ranks[first:]:
            raise Refused("where entries of a registry belong can't be told", rule="RP102")
        ordered = entries[:first] + [e for _, _, e in sorted(zip(ranks[first:], range(len(entries)), entries[first:]), key=lambda t: t[:2])]
        self.order(ordered)

    def alone(self, registrants):
        """An entry that goes may have hidden another one under its key; then somebody lacks one."""
        if registrants is None:
            raise Refused("what a registry had under a key before can't be told", rule="RP102")
        for objects in registrants:
            if not any(holds(v, objects) or id(k) in objects for k, v in self.container.items()):
                raise Refused("an entry of a registry may have hidden another one", rule="RP102")
