import typing, collections
N = collections.namedtuple("N", "x")
