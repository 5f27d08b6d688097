class Job:
    def __init__(self):
        self.size = 1

    def start(self):
        self.size = 2
        return self.size
