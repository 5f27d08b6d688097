import lib
N = 1
class A:
    LIMIT = N
    def f(self):
        return lib.help(1)
