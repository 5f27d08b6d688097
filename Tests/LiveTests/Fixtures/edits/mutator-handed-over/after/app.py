from limits import LIMIT

ITEMS = []
list(map(ITEMS.append, [LIMIT]))
