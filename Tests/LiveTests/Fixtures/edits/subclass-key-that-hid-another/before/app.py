class Base:
    kinds = {}

    def __init_subclass__(cls, key):
        Base.kinds[key] = cls


class One(Base, key="one"):
    pass


class Other(Base, key="one"):
    pass
