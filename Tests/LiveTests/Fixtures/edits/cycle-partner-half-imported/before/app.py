def half():
    return 2


import plug


def whole():
    return plug.late()
