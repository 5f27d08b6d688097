import functools
from ops import add
add2 = functools.partial(add, 2)
