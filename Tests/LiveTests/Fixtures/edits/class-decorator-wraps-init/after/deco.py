def counted(start):
    def decorate(cls):
        init = cls.__init__

        def __init__(self, *args):
            self.number = start
            init(self, *args)
        cls.__init__ = __init__
        return cls
    return decorate
