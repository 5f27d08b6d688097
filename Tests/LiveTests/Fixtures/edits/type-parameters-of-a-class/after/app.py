type Pair[T] = tuple[T, T]


class Box[T, U]:
    def __init__(self, item: T):
        self.item = item

    def get(self) -> T:
        return self.item


def first[T](pair: Pair[T]) -> T:
    return pair[1]
