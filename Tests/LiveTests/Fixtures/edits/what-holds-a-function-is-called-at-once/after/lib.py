import functools


def call(index):
    return index()


def by_keyword(*, index):
    return index()


def through(index):
    return call(index)


def later(index):
    def run():
        return index()

    return run


def any_of(*index):
    return index[0]()


def named(**index):
    return index["index"]()


class Holder:
    def __init__(self, index):
        self.page = index

    def show(self):
        return self.page()


class Caller:
    def __init__(self, index):
        self.shown = index()


def wrap(index):
    @functools.wraps(index)
    def run():
        return "<" + index() + ">"

    return run


apply = lambda index: index()
