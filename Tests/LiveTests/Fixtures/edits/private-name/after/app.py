class A:
    __pace = 3
    def f(self):
        return self.__pace
