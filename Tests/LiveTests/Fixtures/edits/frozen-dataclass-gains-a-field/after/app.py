import dataclasses


@dataclasses.dataclass(frozen=True)
class Point:
    x: int = 1
    tags: list = dataclasses.field(default_factory=list)
