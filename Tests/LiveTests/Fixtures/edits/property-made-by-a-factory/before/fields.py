def field(name, default):
    def get(self):
        return self.__dict__.get(name, default)

    def set_(self, value):
        self.__dict__[name] = value
    return property(get, set_)
