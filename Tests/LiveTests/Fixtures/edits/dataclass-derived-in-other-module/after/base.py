import dataclasses
@dataclasses.dataclass
class Base:
    a: int = 9
