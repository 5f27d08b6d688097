def area(r):
    return r * 3

TABLE = {"area": area, "all": [area]}
