"""Customers know their orders, orders know their customers: a cycle."""

from shop import orders


class Customer:
    def __init__(self, name):
        self.name = name
        self.orders = []

    def order(self, item, net):
        placed = orders.Order(self, item, net)
        self.orders.append(placed)
        return placed


GUEST = Customer("guest")
