class Column:
    def __init__(self, kind):
        self.kind = kind


class Meta(type):
    def __new__(mcls, name, bases, ns):
        cls = super().__new__(mcls, name, bases, ns)
        cls.columns = {k: v.kind for k, v in ns.items() if isinstance(v, Column)}
        for base in bases:
            cls.columns.update(getattr(base, "columns", {}))
        return cls


class Model(metaclass=Meta):
    id = Column("int")
