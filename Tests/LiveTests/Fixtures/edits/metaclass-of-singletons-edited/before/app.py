class Single(type):
    _instances = {}

    def __call__(cls, *args):
        if cls not in cls._instances:
            cls._instances[cls] = super().__call__(*args)
        return cls._instances[cls]


class Db(metaclass=Single):
    def __init__(self, url):
        self.url = url
