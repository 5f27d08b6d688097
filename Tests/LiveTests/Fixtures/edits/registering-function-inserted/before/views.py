from registry import route


@route('a')
def view_a():
    return 'a'


@route('c')
def view_c():
    return 'c'
