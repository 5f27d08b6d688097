import functools

import lib
import pages
from pages import index

D = lib.later(index)()
G = lib.Holder(index).show()
I = lib.wrap(index)()
K = functools.partial(lib.call, index)()
