class A:
    _v = 1
    @property
    def v(self):
        return self._v
