type Pair[T] = tuple[T, T]


class Box[T]:
    def __init__(self, item: T):
        self.item = item


def first[T](pair: Pair[T]) -> T:
    return pair[0]
