class Meta(type):
    pass


class Job(metaclass=Meta):
    def __init__(self):
        self.name = "job"
        self.size = 1
