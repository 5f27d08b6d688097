from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from types_ import Money


def price(n: Money) -> Money:
    return n
