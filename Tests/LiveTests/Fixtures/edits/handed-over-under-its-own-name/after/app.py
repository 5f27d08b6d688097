import lib
import pages
from pages import index

A = lib.call(index)
B = lib.by_keyword(index=pages.index)
C = lib.through(index)
E = lib.any_of(index)
F = lib.named(index=index)
H = lib.Caller(index=index).shown
J = lib.apply(index)
L = [lib.call(index=page) for page in (index,)][0]
