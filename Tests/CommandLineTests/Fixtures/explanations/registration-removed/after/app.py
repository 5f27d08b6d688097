from reg import route


@route
def a():
    return 1
