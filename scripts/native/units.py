"""Compile commands as other tools take them."""
import json
import os
import shlex
import shutil

from native import inputs

# Options that say what is built and where, or that only GCC knows.
DROPPED = {"-c", "-MD", "-MMD", "-MP", "-pipe"}
WITH_VALUE = {"-o", "-MF", "-MT", "-MQ"}
KEPT_FEATURES = {"PIC", "PIE", "pic", "pie", "exceptions", "no-exceptions", "rtti", "no-rtti"}


def units(project):
    """The units of a project: folder, file and words of the command."""
    with open(inputs.database(project), encoding="utf-8") as file:
        entries = json.load(file)
    for entry in entries:
        words = list(entry.get("arguments") or shlex.split(entry["command"]))
        folder = os.path.join(os.path.dirname(inputs.database(project)), entry["directory"])
        yield os.path.normpath(folder), os.path.normpath(os.path.join(folder, entry["file"])), words


def is_cpp(file):
    return not file.endswith(".c")


def flags(words):
    """The flags that decide what is read, for clang, without the source."""
    kept, rest = [], iter(words[1:])
    for word in rest:
        if word in WITH_VALUE:
            next(rest, None)
        elif word in DROPPED or word.startswith(("-W", "-O", "-g")):
            continue
        elif word.startswith("-f") and word[2:] not in KEPT_FEATURES:
            continue
        elif word in ("-I", "-D", "-U", "-include", "-isystem"):
            kept += [word, next(rest, "")]
        elif word.startswith("-"):
            kept.append(word)
    return kept


def clang(major, cpp=False):
    """The name of clang of a version; None if it isn't installed."""
    name = f"clang++-{major}" if cpp else f"clang-{major}"
    return shutil.which(name)
