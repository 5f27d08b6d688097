class Field:
    def __set_name__(self, owner, name):
        self.column = name

    def __get__(self, instance, owner):
        return self.column
