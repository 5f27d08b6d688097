from __future__ import annotations
__all__ = ['C3', 'G9', 'K13', 'S7', 'T15', 'V1', 'w5']
def w35(x, y: 'int' = 6):
    def inner(v, w=3):
        return v + base + w
class C3:
    LIMIT = 3
    def __init__(self, size=1):
        self.size = size + 9
    def __secret(self):
        return 1
    def run(self, x):
        return x + self.LIMIT
def w5(x, y=C3.LIMIT, *, z=8):
    try:
        return x + 2
    except TypeError:
        return -2
G9 = {'start': [], 'stop': []}
def on_G9(event, fn=None):
    G9.setdefault(event, []).append(fn)
    return fn
K13 = w5(4)
