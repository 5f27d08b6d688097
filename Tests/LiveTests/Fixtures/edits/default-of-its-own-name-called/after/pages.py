import functools


def index(word):
    return "new " + word


def show(index=functools.partial(index, "page")):
    return index()


def plain(index=index):
    return index("plain")


FIRST = show()
SECOND = plain()
