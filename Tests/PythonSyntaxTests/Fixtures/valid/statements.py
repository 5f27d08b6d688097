pass; x = 1; y = z = 2,
a: int
(b): str = "s"
c.d: list[int] = []
e[0]: int = 1
f: tuple = *g, 1
h += 1; h -= yield_; h **= 2; h //= 3; h @= m; h >>= 1
(i) = 1
[j, (k, *l)] = m, *n = o
*p, = q
del r, (s, [t]), u.v, w[0],
assert a, "message"
global aa, bb
import a.b.c, d as e
import a . b
from . import x
from ...y import (z, w as v,)
from .... import *
raise
raise A from None
return_ = lambda: (yield)
if a:
    pass
elif b := c:
    pass
elif d: pass;
else:
    pass
while x:
    break
else:
    continue
for i, *j in k, *l: pass
else: pass
for (x) in y,: pass
try:
    pass
except A:
    pass
except (B, C) as d:
    pass
except:
    pass
else:
    pass
finally:
    pass
try: pass
finally: pass
try:
    pass
except* A as e:
    pass
with a: pass
with a as b, c as (d, e): pass
with (a, b): pass
with (a as b, c as d.e,): pass
with (a, b) as c: pass
with (a), (b): pass
with (yield a): pass
with (a := b): pass
with (a for a in b): pass
with (a).b, c as d[0]: pass
type X = int
type = type
type Y[T, *Ts, **P] = dict[T, P]
print(type)
type (x)
match = case = 1
match(x)
match[x]: int = 1
match . a
