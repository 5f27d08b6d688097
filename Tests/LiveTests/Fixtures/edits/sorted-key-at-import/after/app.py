def key(item):
    return item[1]


ITEMS = sorted([("a", 2), ("b", 1)], key=key)
FIRST = max(ITEMS, key=lambda item: -item[1])
