match x:
    case 1 | -1 | 1.5 | -2j | 1 + 2j | -1 - 2.5j: pass
    case "a" "b" | b"c" | f"d": pass
    case None | True | False: pass
    case _: pass
    case a: pass
    case a.b.c: pass
    case (a): pass
    case (a, b) | [a, *b] | (a,) | () | []: pass
    case a, *_, b: pass
    case a,: pass
    case [*_]: pass
    case {}: pass
    case {"a": 1, -1: b, c.d: _, None: x, **rest}: pass
    case {**rest,}: pass
    case A() | A(1, b) | A(x=1, y=b,) | a.B(1, z=[c]): pass
    case (1 | 2) as c if c > 1: pass
    case A(x=(1 as b)) as d: pass
match x, *y:
    case case:
        match match:
            case [match, type]: pass
match (x):
    case _ if (y := x): pass
match -x:
    case _: pass
match [a, b]:
    case _: pass
match not x:
    case _: pass
match lambda: x:
    case _: pass
match x := y:
    case _: pass
match *a, b:
    case _: pass
