"""Which of the files on stdin the two graphs of a tree cover; prints counts as JSON.

Usage: file_lists.py WORK_FOLDER TREE < FILES
"""

import json
import os
import pathlib
import sys

SOURCES = (".py", ".pyi")


def stem(path):
    folder, name = os.path.split(path)
    return os.path.join(folder, name.split(".")[0])


def covered(graph, files):
    """The files that are modules of our graph or that a diagnostic is about."""
    paths = {m["path"] for m in graph["modules"] if m["path"]} | {d["path"] for d in graph["diagnostics"]}
    # A stub beside a source or a compiled file is the same module, whose path is the other file's.
    stems = {stem(path) for path in paths if path.endswith((".py", ".so"))}

    def is_covered(path):
        if path in paths or path.endswith(".pyi") and stem(path) in stems:
            return True
        # Of a package that is never imported, the folder is reported once.
        return any(str(folder) in paths for folder in pathlib.PurePath(path).parents)

    return {path for path in files if is_covered(path)}


def main():
    work, tree = pathlib.Path(sys.argv[1]), sys.argv[2]
    everything = {os.path.relpath(path, tree) for path in sys.stdin.read().splitlines()}
    graph = json.loads((work / "ours.json").read_bytes())
    ours = covered(graph, everything)
    # Ruff drops files without a word when they don't parse or aren't UTF-8.
    ruff = {os.path.relpath(path, tree) for path in json.loads((work / "ruff.json").read_bytes())}
    ruff = {path for path in ruff if path.endswith(SOURCES)}
    missing = sorted((everything & ruff) - ours)
    print(json.dumps({"ours": len(ours), "ruff": len(ruff), "missing": missing, "edges": len(graph["edges"])}))


main()
