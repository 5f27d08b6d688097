class Plain:
    pass


class Sized:
    def __init__(self):
        self.size = 1


class Job(Plain):
    def twice(self):
        return 2


