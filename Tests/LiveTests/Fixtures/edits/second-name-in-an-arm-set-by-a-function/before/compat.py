import sys

SEEN = []


def note(value):
    SEEN.append(value)
    return value


if sys.version_info >= (3, 5):
    convert = str
else:
    convert = repr


def use(function):
    global convert
    convert = function


use(note)
