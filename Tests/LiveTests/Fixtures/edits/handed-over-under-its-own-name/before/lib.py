def call(index):
    return index()


def by_keyword(*, index):
    return index()


def through(index):
    return call(index)


def any_of(*index):
    return index[0]()


def named(**index):
    return index["index"]()


class Caller:
    def __init__(self, index):
        self.shown = index()


apply = lambda index: index()
