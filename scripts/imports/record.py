"""Imports every module of a package and records who imported whom.

Usage: record.py PACKAGE FOLDER [PRELUDE]
PRELUDE is run after the hooks are in place: what a program does before it uses the package.
Prints JSON: `imported` (modules whose import succeeded), `failed` (module: error) and `edges`
(importer, target, line, how): `how` is `module` for statements that ran at module or class level,
`function` for those that ran in a function, `call` for `importlib.import_module` and
`__import__`, `other` for what no line of the file imports: code run by `exec`, native code.
Edges have both ends in the package. A module that an import merely passes through on the way to a
submodule is recorded as `parent`.
"""

import builtins
import dis
import importlib
import json
import linecache
import os
import sys

CO_OPTIMIZED = 1
IMPORT_NAME = dis.opmap["IMPORT_NAME"]

package, folder, prelude = [*sys.argv[1:], ""][:3]
edges = {}
real_import = builtins.__import__
real_import_module = importlib.import_module


def inside(name):
    return name == package or name.startswith(package + ".")


def note(importer, target, line, how):
    if inside(importer) and inside(target) and (importer != target or "parent" not in how):
        edges.setdefault((importer, target, how), line)


def absolute(name, namespace, level):
    if level == 0:
        return name
    parent = namespace.get("__package__")
    if parent is None:
        parent = namespace["__name__"]
        if "__path__" not in namespace:
            parent = parent.rpartition(".")[0]
    base = parent.rsplit(".", level - 1)[0]
    return base + "." + name if name else base


def importing(name, namespace=None, local=None, fromlist=(), level=0):
    frame = sys._getframe(1)
    result = real_import(name, namespace, local, fromlist, level)
    importer = frame.f_globals.get("__name__", "")
    if not inside(importer):
        return result
    code = frame.f_code
    if code.co_filename.startswith("<"):
        how = "other"
    elif code.co_code[frame.f_lasti] == IMPORT_NAME:
        how = "function" if code.co_flags & CO_OPTIMIZED else "module"
    else:
        line = linecache.getline(code.co_filename, frame.f_lineno)
        how = "call" if "__import__" in line else "other"
    target = absolute(name, namespace or {}, level)
    parts = target.split(".")
    for count in range(1, len(parts)):
        note(importer, ".".join(parts[:count]), frame.f_lineno, how + " parent")
    module = sys.modules.get(target)
    taken = [*fromlist] if fromlist else []
    if "*" in taken:
        note(importer, target, frame.f_lineno, how)
        taken = [*getattr(module, "__all__", ())]
        takes_names = True
    else:
        takes_names = not taken
    for part in taken:
        inner = f"{target}.{part}"
        # While the submodule is being imported its package has no attribute for it yet.
        if inner in sys.modules and getattr(module, part, sys.modules[inner]) is sys.modules[inner]:
            note(importer, inner, frame.f_lineno, how)
        else:
            takes_names = True
    note(importer, target, frame.f_lineno, how if takes_names else how + " parent")
    return result


def importing_module(name, package=None):
    result = real_import_module(name, package)
    frame = sys._getframe(1)
    note(frame.f_globals.get("__name__", ""), result.__name__, frame.f_lineno, "call")
    return result


def modules():
    top = os.path.join(folder, *package.split("."))
    for path, folders, files in os.walk(top):
        folders[:] = sorted(f for f in folders if f.isidentifier() and f != "__pycache__")
        parts = os.path.relpath(path, folder).split(os.sep)
        for file in sorted(files):
            stem, extension = os.path.splitext(file)
            if extension == ".py" and stem.isidentifier() and stem != "__main__":
                yield ".".join(parts if stem == "__init__" else [*parts, stem])


sys.path.insert(0, folder)
output = os.dup(1)
os.dup2(os.open(os.devnull, os.O_WRONLY), 1)
builtins.__import__ = importing
importlib.import_module = importing_module
if prelude:
    exec(prelude, {"__name__": "prelude"})
failed = {}
for module in sorted(modules()):
    try:
        real_import_module(module)
    except BaseException as error:  # A package may well exit or raise what it likes.
        failed[module] = f"{type(error).__name__}: {error}"
imported = sorted(
    name for name, module in sys.modules.copy().items() if inside(name) and name not in failed
)
result = {
    "imported": imported,
    "failed": failed,
    "edges": sorted([*key, line] for key, line in edges.items()),
}
with os.fdopen(output, "w") as stream:
    json.dump(result, stream)
    stream.flush()
os._exit(0)
