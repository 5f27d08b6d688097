class Field:
    def __set_name__(self, owner, name):
        self.name = owner.__name__ + "." + name
    def __get__(self, instance, owner=None):
        return self.name
class A:
    x = Field()
    y = Field()
