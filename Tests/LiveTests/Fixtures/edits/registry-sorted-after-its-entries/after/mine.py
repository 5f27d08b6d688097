from hooks import HOOKS, hook


@hook(0)
def second():
    return "second"


@hook(1)
def first():
    return "first"


HOOKS.sort(key=lambda pair: pair[0])
