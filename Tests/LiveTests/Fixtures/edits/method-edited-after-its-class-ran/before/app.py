class A:
    N = 1
    def f(self):
        return 1
    def g(self):
        return [1 for _ in "ab"]
