class Field:
    def __init__(self, default):
        self.default = default

    def __set_name__(self, owner, name):
        self.key = "_" + name

    def __get__(self, instance, owner):
        if instance is None:
            return self
        return getattr(instance, self.key, self.default)

    def __set__(self, instance, value):
        setattr(instance, self.key, value)
