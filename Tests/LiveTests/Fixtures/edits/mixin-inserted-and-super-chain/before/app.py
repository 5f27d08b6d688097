class Base:
    def save(self):
        return ["base"]


class Model(Base):
    def save(self):
        return ["model"] + super().save()
