import functools

import other


def index(word):
    return "new " + word


def show(index=functools.partial(index, "page")):
    return index()


def plain(index=index):
    return index("plain")


def foreign(index=other.index):
    return index("foreign")


class Shown:
    def page(self, index=other.index):
        return index("shown")


FIRST = show()
THIRD = foreign()
FOURTH = Shown().page()
SECOND = plain()
