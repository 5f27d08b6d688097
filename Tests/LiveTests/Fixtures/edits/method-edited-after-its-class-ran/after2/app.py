class A:
    N = 2
    def f(self):
        return 5
    def g(self):
        return [1 for _ in "ab"]
