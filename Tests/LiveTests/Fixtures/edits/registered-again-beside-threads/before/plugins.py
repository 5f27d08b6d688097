from hooks import Plugin, register


@register
def first():
    return 1


class Second(Plugin):
    def run(self):
        return 2
