from __future__ import annotations

from types_ import Money


def price(n: Money) -> Money:
    return Money(n).double()
