LIMIT = 3


def configure():
    global MODE
    MODE = LIMIT * 2


MODE = 0
configure()
TEXT = str(MODE)
