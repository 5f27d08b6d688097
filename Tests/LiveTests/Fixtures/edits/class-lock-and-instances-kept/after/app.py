import threading
import weakref


class Pool:
    lock = threading.Lock()
    alive = weakref.WeakSet()
    size = 2

    def __init__(self):
        with self.lock:
            self.alive.add(self)
