"""Answers about this process: who it is, which project modules it runs, from which source."""
import json  # noqa: F401, here so that transport finds it whole
import os
import sys

from . import baseline, proof, transport

SCHEMA = "reload-plan/agent/1"
EXTENSIONS = (".so", ".pyd")


def token():
    """A word that changes whenever a hello would say something else about modules."""
    loaded = dict(sys.modules)
    state = (tuple(loaded), tuple(map(id, loaded.values())), tuple(map(str, sys.path)), _folder())
    return "%d-%d-%x" % (os.getpid(), baseline.generation, hash(state) & 0xFFFFFFFFFFFFFFFF)


def message(frame, known=None):
    """The hello message; `frame` is what the main thread was running.

    A command that names the token of the last hello is told only that nothing has changed since.
    """
    import reload_plan_agent

    if known and known == token():
        return {"type": "hello", "schema": SCHEMA, "pid": os.getpid(), "token": known, "same": True}
    modules, importing = project_modules(frame)
    main = getattr(sys.modules.get("__main__"), "__file__", None)
    return {
        "type": "hello",
        "schema": SCHEMA,
        "pid": os.getpid(),
        "token": token(),
        "ppid": os.getppid(),
        "python": "%d.%d.%d" % sys.version_info[:3],
        "implementation": sys.implementation.name,
        "executable": text(sys.executable),
        "argv": [text(word) for word in getattr(sys, "orig_argv", None) or sys.argv],
        "project": text(reload_plan_agent.project),
        "cwd": text(_folder()),
        "path": _search_path(),
        "started": reload_plan_agent.started,
        "main": text(os.path.abspath(main)) if isinstance(main, str) else None,
        "mainRunning": proof.main_code(frame) is not None,
        "mainLine": proof.main_line(frame),
        "modules": modules,
        "importing": importing,
        "threads": len(sys._current_frames()),
        "children": _children(),
        "last": transport.last,
        "inputs": baseline.inputs,
    }


def sources(names, offered):
    """The sources message for the named modules; they are proven first.

    `offered` has texts that their files had earlier: one of them may be what was imported.
    """
    from binascii import a2b_base64, b2a_base64

    answer, proofs = {}, {}
    for name in names:
        entry = baseline.record(name)
        if entry is None:
            continue
        for text in offered.get(name, ()):
            entry.offer(a2b_base64(text))
        proof.check(entry)
        proofs[name] = entry.proof
        source = entry.source
        if source is not None:
            answer[name] = b2a_base64(source, newline=False).decode("ascii")
    return {"type": "sources", "sources": answer, "proofs": proofs}


def project_modules(frame):
    """Descriptions of the loaded project modules in load order, and names half imported."""
    modules, importing = [], []
    proof.check_suspects(frame)
    # sys.modules has modules in the order in which their imports ended, records in that of their
    # beginning, which decides what a fresh start runs when.
    order = {name: position for position, name in enumerate(baseline.records)}
    found = [(name, module) for name, module in list(sys.modules.items()) if isinstance(name, str)]
    found.sort(key=lambda item: order.get(item[0], len(order)))
    for name, module in found:
        entry = baseline.record(name)
        namespace = getattr(module, "__dict__", None)
        if entry is not None and entry.namespace is not namespace:
            # The name was taken over by another module object since.
            entry = None
        if entry is not None:
            kind = "main" if name == "__main__" else "source"
            modules.append(_describe(name, entry.file, kind, entry))
            if not entry.finished:
                importing.append(text(name))
            continue
        described = _unrecorded(name, module)
        if described is not None:
            modules.append(described)
            if getattr(getattr(module, "__spec__", None), "_initializing", False):
                importing.append(text(name))
    return modules, importing


def text(value):
    """A string that JSON and the other side can hold: undecodable bytes become U+FFFD."""
    if not isinstance(value, str):
        return None
    return value.encode("utf-8", "surrogateescape").decode("utf-8", "replace")


def _describe(name, file, kind, entry):
    return {
        "name": text(name),
        "file": text(_real(file)) if file else None,
        "digest": entry.digest if entry else None,
        "proven": bool(entry and entry.proven),
        "proof": entry.proof if entry else "none",
        "finished": bool(entry is None or entry.finished),
        "kind": kind,
    }


def _unrecorded(name, module):
    namespace = getattr(module, "__dict__", None)
    if not isinstance(namespace, dict):
        return None
    file = namespace.get("__file__")
    if isinstance(file, str):
        if not baseline.covers_file(os.path.abspath(file)):
            return None
        kind = "extension" if file.endswith(EXTENSIONS) else "source"
        return _describe(name, os.path.abspath(file), "main" if name == "__main__" else kind, None)
    if name == "__main__" or "__path__" not in namespace:
        return None
    for folder in list(namespace["__path__"]):
        if isinstance(folder, str) and baseline.covers_file(os.path.abspath(folder) + "/"):
            return _describe(name, os.path.abspath(folder), "namespace", None)
    return None


_reals = {}


def _real(file):
    """The path without links; kept, as following each folder's costs most of a hello."""
    known = _reals.get(file)
    if known is None:
        known = _reals[file] = os.path.realpath(file)
    return known


def sha256(data):
    """The SHA-256 of `data` in hex, without loading OpenSSL where CPython has its own."""
    for name in ("_sha2", "_sha256"):
        try:
            return __import__(name).sha256(data).hexdigest()
        except (ImportError, AttributeError):
            continue
    import hashlib

    return hashlib.sha256(data).hexdigest()


def _search_path():
    """sys.path, absolute; what is relative to a folder that is gone is left out."""
    folder = _folder()
    entries = [entry for entry in sys.path if isinstance(entry, str)]
    return [text(os.path.normpath(os.path.join(folder or "", entry))) for entry in entries
            if folder is not None or os.path.isabs(entry)]


def _folder():
    try:
        return os.getcwd()
    except OSError:
        return None


def _children():
    """Pids of child processes."""
    found = []
    try:
        for task in os.listdir("/proc/self/task"):
            with open("/proc/self/task/%s/children" % task, "rb", buffering=0) as file:
                found += map(int, file.read().split())
    except (OSError, ValueError):
        pass
    return sorted(found)
