from hooks import hook


@hook
def page():
    return "new"


LIMIT = 3
