def f(): pass
def f(a, b: int = 1, /, c=2, *d: *e, f, g: str = 3, **h: dict) -> int: return
def f(a, /): pass
def f(*, a, b=1): pass
def f(a=1, *, b): pass
def f(*a,): pass
def f(**a,): return 1
async def f():
    async with a as b, c: pass
    async for d in e: pass
    else: pass
    await g
    return [h async for h in i]
@a
@b.c(d)
@(e := f)
def f():
    """docstring"""
    nonlocal x, y
    def inner():
        return 1,

    return inner
@a
class A: pass
class B(): x = 1
class C(A, *b, metaclass=M, **kw):
    def method(self): ...
class D(A, k=1, *b): pass
def f[T](x: T) -> T: pass
class E[T: int, U: (str, bytes), *Ts, **P]: pass
def f[T = int, *Ts = *tuple[int], **P = [int]](): pass
@a
async def f(): pass
