# a comment


def f():
    # another
    return 1
