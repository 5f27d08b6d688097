"""What is known of one load of one project module."""
import sys

import _frozen_importlib_external as _external

from . import store
from .contents import PLAIN, fingerprint, fingerprints

# What each module has one of, and hardly any has more.
_IMPORT_SYSTEM = (type(sys.__spec__), _external.SourceFileLoader)
_NO_STATE = PLAIN.union(_IMPORT_SYSTEM)


class Record:
    """One load of one project module.

    `proof` says how the source is known to be the running one: "compiled" (these very bytes were
    compiled), "times" (the source is untouched since its bytecode was written), "checked" (compiling
    it gave equal code), "pending" (not checked yet), "mismatch" (it gives other code), "main"
    (a script, read when the program started), "late" (loaded before the agent), "loader" (a
    loader of its own), "failed" (a re-import raised), "none" (no source).
    """

    __slots__ = (
        "name", "file", "stored", "proof", "witness", "bound", "contents",
        "finished", "namespace", "_code", "_digest",
    )

    def __init__(self, name, file, namespace):
        self.name = name
        self.file = file
        self.stored = None
        self.proof = "none"
        # A hash of the bytecode that was loaded, where it came from a file.
        self.witness = None
        # What each name was bound to when the import finished. The references are strong: an object replaced since
        # stays alive.
        self.bound = {}
        # Values that have a content, each followed by its fingerprint.
        self.contents = ()
        self.finished = False
        self.namespace = namespace
        self._code = None
        self._digest = None

    @property
    def proven(self):
        """Tell whether `source` is known to be what the running code was compiled from."""
        return self.proof in ("compiled", "times", "checked")

    @property
    def source(self):
        """The bytes of the source, or None."""
        return store.fetch(self.stored)

    @property
    def digest(self):
        """The SHA-256 of the source in hex, or None without a source."""
        if self._digest is None and self.stored is not None:
            from .hello import sha256

            self._digest = self.stored[1] if len(self.stored) == 2 and self.stored.__class__ is tuple else sha256(self.source)
        return self._digest

    @property
    def code(self):
        """The code object that ran, with the functions that live in it; None when it isn't known.

        A module's own code and its class bodies ran once. They are let go and made again when asked for.
        """
        if self._code is None and self.witness is not None:
            from .recall import code_of

            self._code = code_of(self)
        return self._code

    @code.setter
    def code(self, code):
        self._code = code
        self.witness = None

    def keep(self, source):
        """Remember the source."""
        self._digest = None
        self.stored = source
        if source:
            store.keep(self, len(source))

    def offer(self, source):
        """Take a source for the one that was imported, if that is known or its code proves it."""
        if self.digest is not None:
            from .hello import sha256

            if self.source is None and sha256(source) == self.digest:
                self.stored = source
            return
        from .proof import gives

        if self.code is not None and gives(source, self.file, self.code):
            self.keep(source)
            self.proof = "checked"

    def mutated(self, name):
        """Tell whether `name` was bound anew, or its content changed, since the import.

        What can't be told counts as changed.
        """
        if self.name == "__main__" or not self.finished:
            return name in self.namespace and not _is_own(self.namespace[name], name, self.name)
        if name not in self.bound:
            return name in self.namespace
        value = self.bound[name]
        if name not in self.namespace or self.namespace[name] is not value:
            return True
        from .contents import mutated

        return mutated(self._fingerprint(name, value), value)

    def rebound(self, names):
        """Take what `names` are bound to now for what they were bound to at import."""
        known = dict(self.bound)
        contents = []
        for name in names:
            if name not in self.namespace:
                known.pop(name, None)
                continue
            value = known[name] = self.namespace[name]
            seen = fingerprint(value)
            if seen is not None:
                contents += (value, seen)
        # The newest first, where a value has two; those of values that no name has any more go.
        held = set(map(id, known.values())) - set(map(id, contents[::2]))
        for value, seen in zip(self.contents[::2], self.contents[1::2]):
            if id(value) in held:
                contents += (value, seen)
        self.bound, self.contents = known, tuple(contents)

    def restore(self, bound, contents):
        """Take back `rebound`."""
        self.bound, self.contents = bound, contents

    def holders(self):
        """Ids of the objects in which this record itself refers to the module's values."""
        from .contents import holders

        return holders(self.contents[1::2], {id(self.bound), id(self.contents)})

    def snapshot(self):
        """Remember what the names are bound to now."""
        namespace = self.namespace
        # Every import runs this; what costs least was measured.
        self.bound = bound = namespace.copy()
        rich = [value for value in bound.values() if type(value) not in _NO_STATE]
        self.contents = fingerprints(rich, bound.get("__builtins__"), bound.get("__annotations__"))
        self.finished = True

    def _fingerprint(self, name, value):
        """The value's content at import; None where it has none, or where a name is the import system's."""
        if name[:2] == "__" and name != "__all__":
            return None
        pairs = iter(self.contents)
        unknown = False if type(value) in _IMPORT_SYSTEM else None
        return next((seen for known, seen in zip(pairs, pairs) if known is value), unknown)


def _is_own(value, name, module):
    """Tell whether a value is what a definition or an import of that name gives."""
    if type(value) is type(sys):
        return sys.modules.get(value.__name__) is value
    own = getattr(value, "__module__", None) == module
    return own and getattr(value, "__qualname__", None) == name
