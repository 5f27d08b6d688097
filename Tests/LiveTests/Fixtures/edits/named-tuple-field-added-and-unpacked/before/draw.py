from points import Point

ORIGIN = Point(0, 0)


def move(point):
    x, y = point
    return x + 1, y + 1


MOVED = move(ORIGIN)
