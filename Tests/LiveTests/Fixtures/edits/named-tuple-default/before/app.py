import typing
class P(typing.NamedTuple):
    x: int
    y: int = 1
