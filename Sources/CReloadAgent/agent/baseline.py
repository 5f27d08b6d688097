"""What each project module's running code was compiled from.

Where the source loader compiles, the bytes it compiles are the baseline; where it uses cached bytecode, the
source is read then, or later, and proven later (proof.py), as CPython runs a stale cache after an edit of the same
length within the same second.
"""
import os
import sys

from .record import Record

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
# Whether the modules of a folder belong to the project, as far as that was asked.
covered = {}


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
    known = covered.get(folder)
    if known is None:
        known = covered[folder] = _covers_folder(folder)
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
    from . import loading

    loading.install()


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
