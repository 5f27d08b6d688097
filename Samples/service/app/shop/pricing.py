"""Prices: computes a value from the tax rate when it is imported."""

from shop.config import TAX_RATE

FACTOR = 1 + TAX_RATE


def gross(net):
    return round(net * FACTOR, 2)


def discount(net, percent):
    return net - net * percent / 100
