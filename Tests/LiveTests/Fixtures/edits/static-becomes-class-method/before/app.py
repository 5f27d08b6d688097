class A:
    N = 3
    @staticmethod
    def make():
        return 1
