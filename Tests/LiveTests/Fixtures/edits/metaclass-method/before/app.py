class Meta(type):
    def describe(cls):
        return "old"
class A(metaclass=Meta):
    pass
