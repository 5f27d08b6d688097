class Meta(type):
    pass


class Job:
    def __init__(self):
        self.name = "job"
