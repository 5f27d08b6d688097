class Job:
    def __init__(self):
        self.size = 1

    def start(self):
        self.size, self.started = 2, True
        return self.size
