def f(x):
    return x + 2


def g(x, y=5):
    return x + y


class K:
    def run(self):
        return 2
