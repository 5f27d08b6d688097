def _make(n):
    return [n] * n


ONE = _make(1)
TWO = _make(2)
del _make
