from app import bus


def start():
    return "start"


def later():
    return "later"


bus.on("go", start)
bus.on("go", later)
