class Base:
    settings = None

    @classmethod
    def configure(cls, value):
        cls.settings = value


class App(Base):
    def run(self):
        return self.settings
