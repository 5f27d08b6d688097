"""Reports: holds the tax rate by name and reads it when it runs."""

from shop import store
from shop.config import TAX_RATE


def summary():
    total = round(sum(order.total for order in store.ORDERS), 2)
    return f"{len(store.ORDERS)} orders, {total} gross at {TAX_RATE:.0%} tax"
