"""What an apply has changed, so that it can be taken back.

Every write goes through a Journal. Undoing walks it backwards and puts back the old value only where the journal's own
value still stands: what the program wrote meanwhile is the program's. Nothing is ever cleared and refilled, since other
threads would see the gap.
"""

from . import gate

MISSING = type("MISSING", (), {"__repr__": lambda self: "<missing>"})()


class Journal:
    """Undo entries, oldest first. Values are held until `close`."""

    def __init__(self):
        self._entries = []
        self.failures = []

    def __len__(self):
        return len(self._entries)

    def set_item(self, mapping, key, value):
        """mapping[key] = value"""
        old = mapping.get(key, MISSING)
        if old is value:
            return
        self._entries.append((_restore_item, (mapping, key, old, value)))
        mapping[key] = value

    def delete_item(self, mapping, key):
        """del mapping[key], if it is there"""
        old = mapping.get(key, MISSING)
        if old is MISSING:
            return
        self._entries.append((_restore_item, (mapping, key, old, MISSING)))
        del mapping[key]

    def set_attribute(self, target, name, value):
        """target.name = value, for objects whose class has no say in it (functions, cells)"""
        old = gate.code_of(target) if name == "__code__" else getattr(target, name, MISSING)
        if old is value:
            return
        self._entries.append((_restore_attribute, (target, name, old, value)))
        _set(target, name, value)

    def set_class_attribute(self, cls, name, value):
        """cls.name = value, past a metaclass's __setattr__"""
        old = cls.__dict__.get(name, MISSING)
        if old is value:
            return
        self._entries.append((_restore_class_attribute, (cls, name, old)))
        type.__setattr__(cls, name, value)

    def will_set(self, target, name):
        """target.name is about to be set by executed code"""
        if isinstance(target, type):
            self._entries.append((_restore_class_attribute, (target, name, target.__dict__.get(name, MISSING))))
        else:
            self._entries.append((_restore_any_attribute, (target, name, getattr(target, name, MISSING))))

    def delete_class_attribute(self, cls, name):
        old = cls.__dict__.get(name, MISSING)
        if old is MISSING:
            return
        self._entries.append((_restore_class_attribute, (cls, name, old)))
        type.__delattr__(cls, name)

    def set_cell(self, cell, value):
        """The content of a closure's cell."""
        try:
            old = cell.cell_contents
        except ValueError:
            old = MISSING
        if old is value:
            return
        self._entries.append((_restore_cell, (cell, old, value)))
        cell.cell_contents = value

    def set_element(self, target, index, value):
        """target[index] = value, for lists and deques"""
        old = target[index]
        self._entries.append((_restore_element, (target, index, old, value)))
        target[index] = value

    def exchange(self, target, old, new):
        """A set's element `old` gives way to `new`."""
        self._entries.append((_restore_element_of_set, (target, old, new)))
        target.discard(old)
        target.add(new)

    def set_member(self, slot, instance, value):
        """An attribute that an instance has in a slot, past its class's __setattr__."""
        self._entries.append((_restore_member, (slot, instance, member_of(slot, instance), value)))
        slot.__set__(instance, value)

    def set_partial(self, target, state):
        """What a functools.partial calls, and with what."""
        self._entries.append((_restore_partial, (target, target.func, (target.args, target.keywords, target.__dict__))))
        target.__setstate__(state)

    def replace_list(self, target, items):
        """target[:] = items"""
        self._entries.append((_restore_list, (target, list(target), list(items))))
        target[:] = items

    def call(self, undo, *arguments):
        """Remembers that undoing calls undo(*arguments)."""
        self._entries.append((undo, arguments))

    def wrote(self, mapping, key, old):
        """mapping[key] was written by executed code; it held `old` before."""
        self._entries.append((_restore_item, (mapping, key, old, mapping.get(key, MISSING))))

    def changed(self, container, before):
        """Executed code may have changed a list, dict or set; it was like `before`."""
        found = []
        if type(container) is list:
            if len(before) != len(container) or any(a is not b for a, b in zip(before, container)):
                found.append((_restore_list, (container, before, list(container))))
        elif type(container) is dict:
            for key in set(before) | set(container):
                old, new = before.get(key, MISSING), container.get(key, MISSING)
                if old is not new:
                    found.append((_restore_item, (container, key, old, new)))
        elif type(container) is set:
            found += [(container.discard, (item,)) for item in container - before]
            found += [(container.add, (item,)) for item in before - container]
        # At once: what has been changed is taken back whatever happens in between.
        self._entries.extend(found)

    def undo(self):
        """Takes everything back, newest first. What can't be taken back is in `failures`."""
        while self._entries:
            action, arguments = self._entries.pop()
            try:
                action(*arguments)
            except Exception as error:
                self.failures.append("%s: %s" % (type(error).__name__, error))
        return not self.failures

    def holders(self):
        """Ids of the containers that are the journal's own, and of the old values, which nobody else needs to know of."""
        found = {id(self._entries)}
        for action, arguments in self._entries:
            found.add(id(arguments))
            found.update(map(id, getattr(action, "__closure__", None) or ()))
            found.update(map(id, arguments[OLD.get(action, slice(1, None))]))
        found.update(map(id, self._entries))
        return found

    def entries(self, undo):
        """The arguments of all entries that `undo` takes back, oldest first."""
        return [arguments for action, arguments in self._entries if action is undo]

    def code_before(self):
        """{id(function): (function, its first code)} of the functions whose code was changed."""
        found = {}
        for target, name, old, _ in self.entries(_restore_attribute):
            if name == "__code__":
                found.setdefault(id(target), (target, old))
        return found

    def members_before(self):
        """{(id(class), name): (class, its first value or MISSING)} of the class attributes that were changed."""
        found = {}
        for cls, name, old in self.entries(_restore_class_attribute):
            found.setdefault((id(cls), name), (cls, old))
        return found

    def close(self):
        self._entries = []


def _restore_item(mapping, key, old, written):
    if mapping.get(key, MISSING) is not written:
        return
    if old is MISSING:
        mapping.pop(key, None)
    else:
        mapping[key] = old


def _set(target, name, value):
    if name == "__code__":
        gate.set_code(target, value)
    else:
        setattr(target, name, value)


def _restore_attribute(target, name, old, written):
    if old is MISSING:
        if getattr(target, name, MISSING) is written:
            delattr(target, name)
    else:
        _set(target, name, old)


def _restore_any_attribute(target, name, old):
    if old is not MISSING:
        setattr(target, name, old)
    elif hasattr(target, name):
        delattr(target, name)


def _restore_class_attribute(cls, name, old):
    if old is not MISSING:
        type.__setattr__(cls, name, old)
    elif name in cls.__dict__:
        type.__delattr__(cls, name)


def _restore_cell(cell, old, written):
    if old is MISSING:
        del cell.cell_contents
    else:
        cell.cell_contents = old


def _restore_element(target, index, old, written):
    if index < len(target) and target[index] is written:
        target[index] = old


def _restore_element_of_set(target, old, written):
    if written in target:
        target.discard(written)
        target.add(old)


def member_of(slot, instance):
    """What an instance has in a slot, or MISSING."""
    try:
        return slot.__get__(instance, type(instance))
    except AttributeError:
        return MISSING


def _restore_member(slot, instance, old, written):
    if member_of(slot, instance) is written:
        if old is MISSING:
            slot.__delete__(instance)
        else:
            slot.__set__(instance, old)


def _restore_partial(target, function, rest):
    target.__setstate__((function,) + rest)


def _restore_list(target, old, written):
    if len(target) == len(written) and all(a is b for a, b in zip(target, written)):
        target[:] = old


# Where an undo entry has old values and copies; elsewhere all but the first argument.
OLD = {_restore_item: slice(2, 3), _restore_attribute: slice(2, 3), _restore_class_attribute: slice(2, 3), _restore_member: slice(2, 3),
       _restore_element: slice(2, 3), _restore_list: slice(1, 3), _restore_cell: slice(1, 2), _restore_element_of_set: slice(0, 0)}
