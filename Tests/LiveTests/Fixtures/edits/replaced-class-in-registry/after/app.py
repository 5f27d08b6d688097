class Plugin:
    all = []

    def __init_subclass__(cls):
        Plugin.all.append(cls)


class Mixin:
    tag = 'm'


class One(Plugin):
    __slots__ = ('a', 'b')
    tag = 'm'


class Two(Plugin):
    pass
