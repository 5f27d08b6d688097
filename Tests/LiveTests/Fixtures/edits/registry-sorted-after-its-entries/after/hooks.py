HOOKS = []


def hook(priority):
    def decorate(function):
        HOOKS.append((priority, function))
        return function
    return decorate
