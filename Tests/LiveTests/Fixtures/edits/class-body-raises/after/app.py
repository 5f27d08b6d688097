class A:
    def f(self):
        return 2
    X = {}["gone"]
