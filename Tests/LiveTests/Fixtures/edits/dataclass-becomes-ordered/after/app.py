import dataclasses
@dataclasses.dataclass(order=True)
class P:
    x: int = 1
