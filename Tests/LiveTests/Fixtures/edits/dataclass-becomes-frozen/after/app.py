import dataclasses
@dataclasses.dataclass(frozen=True)
class P:
    x: int = 1
