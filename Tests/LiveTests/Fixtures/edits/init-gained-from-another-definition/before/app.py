class Job:
    def __init__(self, size=1):
        self.size = size


class Job:
    LIMIT = 3


