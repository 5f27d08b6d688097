from mix import Log


class Base:
    def save(self):
        return ["base"]


class Model(Log, Base):
    def save(self):
        return ["model"] + super().save()
