a or b and not c or d
not not a == b
a < b <= c != d is e is not f in g not in h
a | b ^ c & d << e >> f + g - h * i / j // k % l @ m
-a ** -b ** ~c
--+~a
(a) + (b)
(a + b) * c
a if b else c if d else lambda: e
lambda a, /, b=1, *c, d, e=2, **f: (a, b)
lambda *, a: a
lambda: (yield)
a.b.c[d](e).f
a[b, c], a[b:c, ::d], a[:], a[b:], a[:b], a[*b], a[*b, c], a[b := 1], a[(b, c)]
f(a, *b, c=d, *e, **f, g=h, **i)
f(a for a in b)
f(a := 1, b)
f(a)(b)(c)
(), (a,), (a, b), ((a)), [], [a], [a, *b,], {}, {a}, {a, *b}, {a: b, **c, d: e}
[a for b in c if d if e for f, in g]
[a async for b in c]
{a for b in c}
{a: b for c in d}
(a for b in c)
[a := 1 for b in c]
(yield)
x = yield
x = yield a, *b
x = yield from a
await a ** b
-await a
1, 0xFF, 0o17, 0b1_0, 1_000, 1., .5, 1e5, 1E-5, 1_0.0_1e1_0, 1j, 1.5J, 0_0, 00, 09.5, 99999999999999999999999
1if a else 2
...
None, True, False
(a
 , b
 )
a = \
    b
é = ª
