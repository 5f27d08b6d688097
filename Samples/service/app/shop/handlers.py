"""What happens to each kind of message."""

from shop import customers, orders
from shop.decorators import counted
from shop.registry import handles


@handles("order")
@counted
def take_order(message):
    return orders.order_for_guest(message["item"], message["net"]).describe()


@handles("greet")
@counted
def greet(message):
    return f"Welcome, {message.get('name', customers.GUEST.name)}"
