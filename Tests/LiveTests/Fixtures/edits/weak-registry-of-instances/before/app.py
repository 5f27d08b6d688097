import weakref

LIVE = weakref.WeakSet()


class Session:
    def __init__(self):
        LIVE.add(self)

    def ping(self):
        return 1
