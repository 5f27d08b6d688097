"""Stands in the source loader, and records each project module that it loads.

Most modules are loaded from bytecode. That is read here, with half the system calls that CPython makes: what is
gained pays for the record. Whatever is unusual goes the usual way.
"""
import _imp
import sys
from _thread import get_ident
from marshal import loads
from os import O_CLOEXEC, O_RDONLY, close, open as open_file, path as paths, read as read_piece, stat

import _frozen_importlib as _bootstrap
import _frozen_importlib_external as _external

from . import baseline
from .record import Record

# The file name under which CPython's own import system runs: it leaves such frames out of
# tracebacks.
_MACHINERY = _external._LoaderBasics.exec_module.__code__.co_filename

_BASICS, _SOURCES, _FILES = _external._LoaderBasics, _external.SourceLoader, _external.SourceFileLoader
_usual_exec, _usual_get, _usual_compile = _BASICS.exec_module, _SOURCES.get_code, _SOURCES.source_to_code
_usual_data, _usual_stats = _FILES.get_data, _FILES.path_stats
_call = _bootstrap._call_with_frames_removed
_CODE = type(_usual_exec.__code__)

# Bytecode that is checked by its source's time and size: magic number and flags.
_BY_TIME = _external.MAGIC_NUMBER + b"\0\0\0\0"
_FLAGS = O_RDONLY | O_CLOEXEC
_PIECE = 1 << 16
_MASK = 0xFFFFFFFF
# What is done here is what these versions do.
_quick = sys.implementation.name == "cpython" and sys.version_info < (3, 15) and not sys.flags.verbose

# (thread, path) of the files whose code is being got, and what was compiled.
_compiling = {}


def install():
    """Take the loader's place, for modules of the project."""
    _BASICS.exec_module = _as_import_machinery(exec_module)
    _SOURCES.source_to_code = _as_import_machinery(source_to_code)
    _as_import_machinery(_read_bytecode)
    _as_import_machinery(_get_code)
    script = (getattr(sys, "argv", None) or [""])[0]
    if script == "-m" or paths.isdir(script):
        # runpy asks the loader for the main module's code.
        _SOURCES.get_code = _as_import_machinery(get_code)


def exec_module(self, module):
    """Execute the module."""
    path = getattr(self, "path", None)
    if path.__class__ is not str or not (baseline.covered.get(path.rpartition("/")[0]) or baseline.covers_file(path)):
        return _usual_exec(self, module)
    name = module.__name__
    entry = Record(name, path, module.__dict__)
    code = _read_bytecode(self, module, entry)
    if code is None:
        code = _get_code(self, name, entry)
        if code is None:
            return _usual_exec(self, module)
    if not baseline.lazy and entry.stored is None and entry.proof == "pending":
        entry.keep(baseline.read(path))
    records = baseline.records
    previous = records.get(name)
    entry._code = code
    records[name] = entry
    try:
        _call(exec, code, entry.namespace)
    except BaseException:
        if sys.modules.get(name) is module and previous is not None:
            # A re-import that raised: some of its statements ran.
            entry.proof, entry.finished = "failed", True
        else:
            records.pop(name, None)
        baseline.generation += 1
        raise
    baseline.generation += 1
    entry.snapshot()
    if entry.witness is not None and baseline.lazy and previous is None:
        entry._code = None


def _read_bytecode(loader, module, entry):
    """The code in the bytecode file if CPython would take that; None where it has to see for itself."""
    if (
        not _quick or type(loader) is not _FILES or _FILES.get_code is not _usual_get
        or _FILES.get_data is not _usual_data or _FILES.path_stats is not _usual_stats
        or len(loader.__dict__) != 2 or loader.name != entry.name
    ):
        return None
    try:
        path, spec = entry.file, module.__spec__
        if spec.origin != path:
            return None
        file = open_file(spec.cached, _FLAGS)
        try:
            data = piece = read_piece(file, _PIECE)
            while len(piece) == _PIECE:
                piece = read_piece(file, _PIECE)
                data += piece
        finally:
            close(file)
        # By position: the size, and whole seconds.
        state = stat(path)
        if data[:16] != _BY_TIME + (state[8] & _MASK | (state[6] & _MASK) << 32).to_bytes(8, "little"):
            return None
        body = memoryview(data)[16:]
        code = loads(body)
        if type(code) is not _CODE:
            return None
        _imp._fix_co_filename(code, path)
        entry.witness = hash(body)
        entry.proof = "pending"
        return code
    except Exception:
        return None


def _get_code(loader, name, entry):
    """The code that the loader gives; notes what it was compiled from."""
    key = (get_ident(), entry.file)
    _compiling[key] = None
    try:
        code = loader.get_code(name)
        source = _compiling[key]
    finally:
        _compiling.pop(key, None)
    _note(entry, loader, source)
    return code


def _note(entry, loader, source):
    if source is not None:
        entry.proof = "compiled"
        entry.keep(source)
    elif isinstance(loader, _SOURCES):
        entry.proof = "pending"
    if type(loader) is not _FILES and entry.proof != "none":
        entry.proof = "loader"
        if source is None and not baseline.lazy:
            entry.keep(baseline.read(entry.file))


def source_to_code(self, data, path, *, _optimize=-1):
    """Return the code object compiled from source."""
    code = _usual_compile(self, data, path, _optimize=_optimize)
    key = (get_ident(), getattr(self, "path", None))
    if key in _compiling and isinstance(data, bytes):
        _compiling[key] = data
    return code


def get_code(self, fullname):
    """Concrete implementation of InspectLoader.get_code."""
    path = getattr(self, "path", None)
    script = (getattr(sys, "argv", None) or [""])[0]
    if _SOURCES.get_code is get_code and script != "-m" and not paths.isdir(script):
        # The main module runs.
        _SOURCES.get_code = _usual_get
    if path is None or (get_ident(), path) in _compiling or not baseline.covers_file(path):
        return _usual_get(self, fullname)
    module = sys.modules.get("__main__")
    if module is None or fullname != "__main__" and script != "-m":
        return _usual_get(self, fullname)
    entry = Record("__main__", path, module.__dict__)
    key = (get_ident(), path)
    _compiling[key] = None
    try:
        entry.code = _usual_get(self, fullname)
        source = _compiling[key]
    finally:
        _compiling.pop(key, None)
    _note(entry, self, source)
    if source is None and not baseline.lazy:
        entry.keep(baseline.read(path))
    entry.finished = True
    baseline.records["__main__"] = entry
    if _SOURCES.get_code is get_code:
        _SOURCES.get_code = _usual_get
    return entry.code


def _as_import_machinery(function):
    """Give a function the import system's own file name.

    CPython drops import-system frames from tracebacks by that name; a program's tracebacks must
    look the same with the agent as without.
    """
    function.__code__ = function.__code__.replace(co_filename=_MACHINERY)
    return function
