class Plain:
    pass


class Sized:
    def __init__(self):
        self.size = 1


class Job(Sized):
    def twice(self):
        return self.size * 2


