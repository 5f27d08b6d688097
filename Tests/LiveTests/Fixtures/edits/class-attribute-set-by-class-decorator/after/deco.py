def table(cls):
    cls.table = cls.__name__.lower() + "s"
    return cls
