from key import Key

TABLE = {Key("A"): 1, Key("a"): 2}


def find(name):
    return TABLE.get(Key(name))
