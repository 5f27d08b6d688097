from reg import route


@route
def a():
    return 1


@route
def b():
    return 2
