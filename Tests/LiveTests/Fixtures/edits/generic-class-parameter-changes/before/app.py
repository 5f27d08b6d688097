from typing import Dict, Generic, List, TypeVar

T = TypeVar("T")


class Box(Generic[T]):
    def __init__(self, item):
        self.item = item

    @classmethod
    def kind(cls):
        return cls.__orig_bases__[0].__args__[0].__name__


class Ints(Box[int]):
    pass


KIND = Ints.kind()
