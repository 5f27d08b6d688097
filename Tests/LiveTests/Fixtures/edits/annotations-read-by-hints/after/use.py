import typing, shape
HINTS = sorted(t.__name__ for t in typing.get_type_hints(shape.f).values())
