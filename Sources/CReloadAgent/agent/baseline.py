"""What each project module's running code was compiled from.

The source loader is wrapped in place: where it compiles, the bytes it compiles are the baseline;
where it uses cached bytecode, the source is read at that moment and proven later (proof.py), as
CPython runs a stale cache after an edit of the same length within the same second.
"""
import os
import sys
from _thread import get_ident

import _frozen_importlib_external as _external

from . import store
from .contents import PLAIN, fingerprint

# The file name under which CPython's own import system runs: it leaves such frames out of
# tracebacks.
_MACHINERY = _external._LoaderBasics.exec_module.__code__.co_filename

# The agent is never part of a project, wherever its files are.
_AGENT = os.path.dirname(os.path.realpath(__file__)) + "/"

# Every recorded module by name, in the order of first import. A name may be loaded again.
records = {}
# Counts what changes records.
generation = 0
# Whether sources are read when they are asked for, not at import: for a program whose command watches
# the files, and has seen them before they are edited.
lazy = False
# Data files that modules read, as reloads found them: path -> SHA-256 in hexadecimal.
inputs = {}
_root = None
_covered = {}
_loading = {}


class Record:
    """One load of one project module.

    `proof` says how the source is known to be the running one: "compiled" (these very bytes were
    compiled), "times" (the source is untouched since its bytecode was written), "checked" (compiling
    it gave equal code), "pending" (not checked yet), "mismatch" (it gives other code), "main"
    (a script, read when the program started), "late" (loaded before the agent), "loader" (a
    loader of its own), "failed" (a re-import raised), "none" (no source).
    """

    __slots__ = (
        "name", "file", "stored", "proof", "code", "names", "values", "contents",
        "finished", "namespace", "_digest",
    )

    def __init__(self, name, file, namespace):
        self.name = name
        self.file = file
        self.stored = None
        self.proof = "none"
        self.code = None
        self.names = ()
        self.values = ()
        self.contents = None
        self.finished = False
        self.namespace = namespace
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
    def names_snapshot(self):
        """What each name was bound to when the module's import finished.

        The values are strong references: an object replaced since then stays alive.
        """
        return dict(zip(self.names, self.values))

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
        if name not in self.names:
            return name in self.namespace
        value = self.values[self.names.index(name)]
        if name not in self.namespace or self.namespace[name] is not value:
            return True
        from .contents import mutated

        return mutated((self.contents or {}).get(name), value)

    def rebound(self, names):
        """Take what `names` are bound to now for what they were bound to at import."""
        known = dict(zip(self.names, self.values))
        contents = dict(self.contents or {})
        for name in names:
            contents.pop(name, None)
            if name not in self.namespace:
                known.pop(name, None)
                continue
            known[name] = self.namespace[name]
            seen = _fingerprint(name, known[name])
            if seen is not None:
                contents[name] = seen
        self.names, self.values = tuple(known), tuple(known.values())
        self.contents = contents or None

    def restore(self, names, values, contents):
        """Take back `rebound`."""
        self.names, self.values, self.contents = names, values, contents

    def holders(self):
        """Ids of the objects in which this record itself refers to the module's values."""
        from .contents import holders

        return holders(self.contents, {id(self.values)})

    def snapshot(self):
        """Remember what the names are bound to now."""
        namespace = self.namespace
        self.names = tuple(namespace)
        self.values = tuple(namespace.values())
        # A comprehension, as this runs once for each name of each module: twice as fast as a loop.
        rich = [pair for pair in zip(self.names, self.values) if type(pair[1]) not in PLAIN]
        contents = None
        for name, value in rich:
            seen = _fingerprint(name, value)
            if seen is not None:
                if contents is None:
                    contents = {}
                contents[name] = seen
        self.contents = contents
        self.finished = True


def _fingerprint(name, value):
    # The import system's own names (__path__, __builtins__) aren't the module's state.
    return fingerprint(value) if name[:2] != "__" or name == "__all__" else None


def _is_own(value, name, module):
    """Tell whether a value is what a definition or an import of that name gives."""
    if type(value) is type(sys):
        return sys.modules.get(value.__name__) is value
    own = getattr(value, "__module__", None) == module
    return own and getattr(value, "__qualname__", None) == name


def record(name):
    """The record of a project module's last load, or None."""
    return records.get(name)


def importing():
    """Names of project modules that are half imported."""
    found = [name for name, entry in list(records.items()) if not entry.finished]
    for name, module in list(sys.modules.items()):
        spec = getattr(module, "__spec__", None)
        if getattr(spec, "_initializing", False) and name not in found and covers(module):
            found.append(name)
    return found


def covers(module):
    """Tell whether a loaded module belongs to the project."""
    file = getattr(module, "__file__", None)
    return isinstance(file, str) and covers_file(os.path.abspath(file))


def covers_file(path):
    """Tell whether a file belongs to the project: under its root, outside installed packages."""
    folder = path.rpartition("/")[0]
    known = _covered.get(folder)
    if known is None:
        known = _covered[folder] = _covers_folder(folder)
    return known


def accept(name, source, code, touched=()):
    """Make `source` and `code` the baseline of a module, after a reload was applied."""
    global generation
    generation += 1
    entry = records[name]
    entry.keep(source)
    entry.code = code
    entry.proof = "compiled"
    entry.rebound(touched)


def install(root):
    """Start recording what the source loader loads from under `root`."""
    global _root
    _root = root.rstrip("/") + "/"
    _record_main()
    for name, module in list(sys.modules.items()):
        path = getattr(module, "__file__", None)
        if name != "__main__" and isinstance(path, str) and path.endswith(".py") and covers_file(path):
            late = records[name] = Record(name, path, module.__dict__)
            late.proof = "late"
            late.keep(read(path))
            if not getattr(getattr(module, "__spec__", None), "_initializing", False):
                late.snapshot()
    _wrap_loader()


def _covers_folder(folder):
    real = os.path.realpath(folder) + "/"
    if not real.startswith(_root) or real == _AGENT:
        return False
    inside = real[len(_root):].split("/")
    if any(part in ("site-packages", "dist-packages", "node_modules") for part in inside):
        return False
    prefix = os.path.realpath(sys.prefix) + "/"
    return not (prefix.startswith(_root) and prefix != _root and real.startswith(prefix))


def _record_main():
    """Record the script: the interpreter reads it itself, right after start-up."""
    module = sys.modules.get("__main__")
    path = getattr(module, "__file__", None)
    started = path is not None
    if not started:
        # At start-up __main__ is still empty, and sys.argv[0] is the script.
        path = (getattr(sys, "argv", None) or [""])[0]
    if not path or path in ("-c", "-m", "-") or module is None:
        return
    path = os.path.abspath(path)
    if os.path.isfile(path) and covers_file(path):
        main = records["__main__"] = Record("__main__", path, module.__dict__)
        main.proof = "late" if started else "main"
        main.keep(read(path))
        main.finished = True


def read(path):
    """The bytes of a file, or None."""
    try:
        fd = os.open(path, os.O_RDONLY | os.O_CLOEXEC)
    except OSError:
        return None
    try:
        # One call reads most files whole: a short read is the end of a regular file.
        data = os.read(fd, 65536)
        if len(data) == 65536:
            while True:
                more = os.read(fd, 1 << 20)
                if not more:
                    break
                data += more
        return data
    except OSError:
        return None
    finally:
        os.close(fd)


def _note_code(loader, name, code, source, key):
    """Attach code and source to the load in progress, or to __main__ when runpy asks."""
    entry = _loading.get(key)
    if entry is None:
        if name != "__main__" and (getattr(sys, "argv", None) or [""])[0] != "-m":
            return
        module = sys.modules.get("__main__")
        if module is None:
            return
        entry = records["__main__"] = Record("__main__", loader.path, module.__dict__)
        entry.finished = True
    entry.code = code
    if source is not None:
        entry.proof = "compiled"
    elif isinstance(loader, _external.SourceLoader):
        source = None if lazy else read(loader.path)
        if lazy or source is not None:
            entry.proof = "pending"
    if type(loader) is not _external.SourceFileLoader and entry.proof != "none":
        entry.proof = "loader"
    if source is not None or not lazy:
        entry.keep(source)


def _wrap_loader():
    basics, loader = _external._LoaderBasics, _external.SourceLoader
    run, load, compile_source = basics.exec_module, loader.get_code, loader.source_to_code

    def exec_module(self, module):
        """Execute the module."""
        path = getattr(self, "path", None)
        if path is None or not covers_file(path):
            return run(self, module)
        global generation
        name = module.__name__
        entry = Record(name, path, module.__dict__)
        previous = records.get(name)
        records[name] = entry
        key = (get_ident(), path, name)
        _loading[key] = entry
        try:
            run(self, module)
        except BaseException:
            if sys.modules.get(name) is module and previous is not None:
                # A re-import that raised: some of its statements ran.
                entry.proof, entry.finished = "failed", True
            else:
                records.pop(name, None)
            raise
        finally:
            _loading.pop(key, None)
            generation += 1
        entry.snapshot()

    def get_code(self, fullname):
        """Concrete implementation of InspectLoader.get_code."""
        path = getattr(self, "path", None)
        if path is None or not covers_file(path):
            return load(self, fullname)
        compiling = (get_ident(), path)
        _loading[compiling] = None
        try:
            code = load(self, fullname)
            source = _loading[compiling]
        finally:
            _loading.pop(compiling, None)
        _note_code(self, fullname, code, source, compiling + (fullname,))
        return code

    def source_to_code(self, data, path, *, _optimize=-1):
        """Return the code object compiled from source."""
        code = compile_source(self, data, path, _optimize=_optimize)
        compiling = (get_ident(), getattr(self, "path", None))
        if compiling in _loading and isinstance(data, bytes):
            _loading[compiling] = data
        return code

    basics.exec_module = _as_import_machinery(exec_module)
    loader.get_code = _as_import_machinery(get_code)
    loader.source_to_code = _as_import_machinery(source_to_code)


def _as_import_machinery(function):
    """Give a wrapper the import system's own file name.

    CPython drops import-system frames from tracebacks by that name; a program's tracebacks must
    look the same with the agent as without.
    """
    function.__code__ = function.__code__.replace(co_filename=_MACHINERY)
    return function
