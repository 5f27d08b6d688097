from registry import route


@route('a')
def view_a():
    return 'a'


@route('b')
def view_b():
    return 'b'


@route('c')
def view_c():
    return 'c'
