from compat import is_plain, keep


class Hook:
    def __init__(self, function):
        if not is_plain(function):
            raise TypeError(function)
        self.function = function
        self.calls = keep()


def hook(function):
    return Hook(function)
