import functools

from lib import f, g, K

alias, also = f, g
part = functools.partial(g, 1)


class Holder:
    of = K


via_alias = alias(1)
via_also = also(1)
via_partial = part()
via_class = Holder.of().run()
via_default = (lambda fn=g: fn(1))()
