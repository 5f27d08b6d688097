"""Keeps sources in memory: the latest as they are, older ones compressed in blocks.

A project of up to RAW bytes pays nothing at import time. Beyond, compressing a block of many
sources at once costs a third of compressing each.
"""

RAW = 1 << 20
BLOCK = 1 << 18

_waiting = []
_size = 0
_last = (None, b"")


def keep(record, size):
    """Take note that `record.stored` holds so many bytes; may compress what came before."""
    global _size
    _waiting.append(record)
    _size += size
    if _size > RAW:
        _compress()


def on_disk(path, source):
    """What stands for a source that a file has: read again when it is wanted, if it still is the same."""
    from .hello import sha256

    return (path, sha256(source))


def fetch(stored):
    """The source that `stored` stands for: bytes, a place in a block, or a file; None when the file has another text."""
    if stored.__class__ is not tuple:
        return stored
    global _last
    if len(stored) == 2:
        from .baseline import read
        from .hello import sha256

        source = read(stored[0])
        return source if source is not None and sha256(source) == stored[1] else None
    import zlib

    block, start, end = stored
    if _last[0] is not block:
        _last = (block, zlib.decompress(block))
    return _last[1][start:end]


def _compress():
    global _size, _waiting
    import zlib

    waiting, _waiting = _waiting, []
    parts, places, size = [], [], 0
    for record in waiting:
        source = record.stored
        if source.__class__ is bytes and size < BLOCK:
            places.append((record, source, size))
            parts.append(source)
            size += len(source)
        elif source.__class__ is bytes:
            _waiting.append(record)
    block = zlib.compress(b"".join(parts), 1)
    for record, source, start in places:
        # Another thread may have stored a newer source meanwhile.
        if record.stored is source:
            record.stored = (block, start, start + len(source))
    _size = sum(len(record.stored) for record in _waiting)
