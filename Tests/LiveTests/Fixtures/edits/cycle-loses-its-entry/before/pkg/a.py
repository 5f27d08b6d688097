from . import b

SIZE = 1
