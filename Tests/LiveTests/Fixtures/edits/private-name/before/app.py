class A:
    __rate = 2
    def f(self):
        return self.__rate
