class A:
    N = 3
    @classmethod
    def make(cls):
        return cls.N
