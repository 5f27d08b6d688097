import conf


def level():
    return conf.LEVEL
