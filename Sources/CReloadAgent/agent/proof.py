"""Proves that a recorded source is what the running code was compiled from."""
import os
import sys
from time import monotonic

from _frozen_importlib_external import cache_from_source as _cache_from_source

from . import baseline, store

# Seconds the first request may spend compiling sources whose bytecode may be stale.
CHECK_TIME = 0.25

_CODE = type(compile("", "", "exec"))


def check(entry, frame=None):
    """Compile the source and compare it with the running code, unless that was done before."""
    if entry.proof not in ("pending", "times", "main", "late"):
        return
    if entry.stored is None and entry.proof == "pending":
        # Never read. What the file has now is the source if it gives the code that runs.
        source = baseline.read(entry.file)
        if source is not None:
            entry.offer(source)
            baseline.generation += entry.proof == "checked"
        return
    baseline.generation += 1
    source = entry.source
    if source is None:
        entry.proof = "none"
        return
    try:
        code = compile(source, entry.file, "exec", dont_inherit=True)
    except Exception:
        entry.proof = "mismatch"
        return
    if entry.code is None and entry.name == "__main__":
        entry.code = main_code(frame if frame is not None else sys._getframe())
    if entry.code is not None:
        entry.proof = "checked" if code == entry.code else "mismatch"
    elif not _has_only(code, entry.namespace, entry.name):
        entry.proof = "mismatch"
    # Else the module's own code is gone. Its functions agree, but its other statements can't be
    # compared: the proof stays "main" or "late".


def gives(source, file, code):
    """Tell whether compiling a source gives the very code, down to line numbers."""
    from .swap import same_code

    try:
        return same_code(compile(source, code.co_filename, "exec", dont_inherit=True), code)
    except Exception:
        return False


def check_suspects(frame):
    """Check, within CHECK_TIME, the modules whose bytecode may be older than their source."""
    end = monotonic() + CHECK_TIME
    for entry in list(baseline.records.values()):
        if entry.proof == "pending" and _untouched(entry.file) and (entry.witness is None or loaded_bytecode(entry)):
            if entry.stored is None:
                source = baseline.read(entry.file)
                if source is None or not _untouched(entry.file):
                    continue
                entry.stored = store.on_disk(entry.file, source)
            entry.proof = "times"
            baseline.generation += 1
        elif entry.proof in ("pending", "main", "late"):
            check(entry, frame)
            if monotonic() > end:
                return


def loaded_bytecode(entry):
    """The bytecode on disk, without its header, if it is still what this process loaded; else None."""
    try:
        data = baseline.read(_cache_from_source(entry.file)) or b""
    except NotImplementedError:
        return None
    body = memoryview(data)[16:]
    return body if body and hash(body) == entry.witness else None


def _untouched(path):
    """Tell whether a source was last touched before its bytecode was written.

    CPython takes bytecode for current by time and size; the change time can't be set back, so an
    edit that CPython missed shows here. Asked when the source is still the recorded one or has
    changed since, which shows as well.
    """
    try:
        cached = _cache_from_source(path)
        return os.stat(path).st_ctime_ns < os.stat(cached).st_mtime_ns
    except (OSError, NotImplementedError, ValueError):
        return False


def main_code(frame):
    """The code of the main module while it is running, or None."""
    found = _main_frame(frame)
    return found.f_code if found is not None else None


def main_line(frame):
    """The line that the main module is at while it is running, or None."""
    found = _main_frame(frame)
    return found.f_lineno if found is not None else None


def _main_frame(frame):
    namespace = getattr(sys.modules.get("__main__"), "__dict__", None)
    # Another thread may ask while the main thread waits for it.
    for start in [frame, sys._getframe()] + list(sys._current_frames().values()):
        while start is not None:
            if start.f_globals is namespace and start.f_code.co_name == "<module>":
                return start
            start = start.f_back
    return None


def _has_only(code, namespace, name):
    """Tell whether every function and method defined in a namespace comes from `code`."""
    known = set(_codes(code))
    for value in list(namespace.values()):
        members = list(vars(value).values()) if isinstance(value, type) else [value]
        if isinstance(value, type) and value.__module__ != name:
            continue
        for member in members:
            member = getattr(member, "__func__", member)
            own = getattr(member, "__code__", None)
            if (
                isinstance(own, _CODE)
                and own.co_filename == code.co_filename
                and getattr(member, "__module__", None) == name
                and own not in known
            ):
                return False
    return True


def _codes(code):
    yield code
    for constant in code.co_consts:
        if isinstance(constant, _CODE):
            yield from _codes(constant)
