from limits import LIMIT


class Box:
    items = []


box = Box()
box.items.append(LIMIT)
