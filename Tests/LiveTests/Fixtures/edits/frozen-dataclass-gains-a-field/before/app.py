import dataclasses


@dataclasses.dataclass(frozen=True)
class Point:
    x: int = 1
