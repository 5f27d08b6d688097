from dataclasses import dataclass, fields
from base import Item


@dataclass
class Priced(Item):
    price: int = 1


FIELDS = [f.name for f in fields(Priced)]
