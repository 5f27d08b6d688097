import typing, collections
class N(typing.NamedTuple):
    x: int = 1
    def f(self):
        return 2
