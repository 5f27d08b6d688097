from hooks import on


@on('start')
def first(x=2):
    return x


@on('start')
def second():
    return 0
