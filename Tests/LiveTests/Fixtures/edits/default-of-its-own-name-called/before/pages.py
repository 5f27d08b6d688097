import functools


def index(word):
    return "old " + word


def show(index=functools.partial(index, "page")):
    return index()


def plain(index=index):
    return index("plain")


FIRST = show()
SECOND = plain()
