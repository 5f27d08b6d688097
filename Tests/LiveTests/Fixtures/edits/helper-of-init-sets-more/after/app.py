class Base:
    def __init__(self):
        self.name = "base"
        self._prepare()

    def _prepare(self):
        self.items, self.seen = [], set()


class Job(Base):
    def __init__(self):
        super().__init__()

    def _prepare(self):
        super()._prepare()
        self.kind = "job"
