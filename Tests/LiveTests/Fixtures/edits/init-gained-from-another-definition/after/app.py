class Job:
    LIMIT = 3


class Job:
    def __init__(self, size=1):
        self.size = size


