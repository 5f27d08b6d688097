from hooks import hook


@hook
def page():
    return "old"


LIMIT = 3
