def area(r):
    return r * 4

TABLE = {"area": area, "all": [area]}
