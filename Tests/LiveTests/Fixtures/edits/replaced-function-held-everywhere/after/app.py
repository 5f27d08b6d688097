def _make():
    def f(x):
        return ('new', x)
    return f


f = _make()
