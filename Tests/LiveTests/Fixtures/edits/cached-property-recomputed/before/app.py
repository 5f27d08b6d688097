import functools
class A:
    @functools.cached_property
    def v(self):
        return 1
