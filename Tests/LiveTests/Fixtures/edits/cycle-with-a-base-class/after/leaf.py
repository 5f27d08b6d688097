from base import Node


class Leaf(Node):
    def kind(self):
        return "leaf of " + super().kind()
