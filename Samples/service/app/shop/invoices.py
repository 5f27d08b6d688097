"""Invoices: reads the tax rate when it runs, through the module."""

from shop import config


def invoice(order):
    tax = round(order.total - order.total / (1 + config.TAX_RATE), 2)
    return f"{order.item}: {order.total} {config.CURRENCY}, of which tax {tax}"
