"""What functions, classes and wrappers say about themselves: annotations, and names and docstrings that wrappers copy."""

from .journal import MISSING


def annotations(journal, old, new):
    """A function's annotations, without evaluating lazy ones (3.14)."""
    if hasattr(new, "__annotate__"):
        if new.__annotate__ is not None or old.__annotate__ is not None:
            journal.set_attribute(old, "__annotate__", new.__annotate__)
        return
    if new.__annotations__ != old.__annotations__ or repr(new.__annotations__) != repr(old.__annotations__):
        journal.set_attribute(old, "__annotations__", new.__annotations__)


def class_annotations(journal, old, new):
    for name in ("__annotations__", "__annotate_func__", "__annotations_cache__"):
        value = vars(new).get(name, MISSING)
        if value is not MISSING:
            journal.set_class_attribute(old, name, value)
        elif name in vars(old):
            journal.delete_class_attribute(old, name)


def copies(journal, old, new):
    """What a wrapper has copied from its function when it was made."""
    for name in ("__doc__", "__module__", "__name__", "__qualname__"):
        value = getattr(new, "__dict__", {}).get(name, MISSING)
        if value is not MISSING and value != old.__dict__.get(name, MISSING):
            journal.set_item(old.__dict__, name, value)
