import dataclasses, base
@dataclasses.dataclass
class Derived(base.Base):
    b: int = 2
