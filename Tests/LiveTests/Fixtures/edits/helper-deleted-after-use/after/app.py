def _make(n):
    return [n + 1] * n


ONE = _make(1)
TWO = _make(2)
del _make
