import functools

PROVIDERS = {int: lambda: 7, str: lambda: "seven"}


def inject(function):
    kinds = dict(function.__annotations__)

    @functools.wraps(function)
    def call():
        return function(**{n: PROVIDERS[k]() for n, k in kinds.items()})
    return call
