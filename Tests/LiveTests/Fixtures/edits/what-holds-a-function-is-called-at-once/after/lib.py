import functools


def call(index):
    return index()


def later(index):
    def run():
        return index()

    return run


class Holder:
    def __init__(self, index):
        self.page = index

    def show(self):
        return self.page()


def wrap(index):
    @functools.wraps(index)
    def run():
        return "<" + index() + ">"

    return run
