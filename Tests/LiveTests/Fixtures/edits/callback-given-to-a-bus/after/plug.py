from app import bus


def start():
    return "START"


def later(n=3):
    return "later %d" % n


bus.on("go", start)
bus.on("go", later)
