class Registry(type):
    classes = {}

    def __new__(mcls, name, bases, namespace):
        cls = super().__new__(mcls, name, bases, namespace)
        if bases:
            mcls.classes[name] = cls
        return cls


class Base(metaclass=Registry):
    pass
