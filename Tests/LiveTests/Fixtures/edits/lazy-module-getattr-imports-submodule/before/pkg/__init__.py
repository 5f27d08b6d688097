import importlib

_LAZY = {"Tool": "pkg.one"}


def __getattr__(name):
    if name in _LAZY:
        return getattr(importlib.import_module(_LAZY[name]), name)
    raise AttributeError(name)


def __dir__():
    return sorted(_LAZY)
