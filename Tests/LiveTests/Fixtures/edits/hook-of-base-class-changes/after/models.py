from base import Model


class User(Model):
    pass


class Order(Model):
    pass


TABLES = [User.table, Order.table]
