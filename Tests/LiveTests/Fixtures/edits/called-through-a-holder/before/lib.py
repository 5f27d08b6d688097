def f(x):
    return x + 1


def g(x):
    return x + 1


class K:
    def run(self):
        return 1
