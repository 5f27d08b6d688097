from hooks import on


@on('start')
def first(x=1):
    return x


@on('start')
def second():
    return 0
