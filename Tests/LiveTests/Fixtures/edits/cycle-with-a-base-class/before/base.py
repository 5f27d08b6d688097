class Node:
    def kind(self):
        return "node"


from leaf import Leaf

KINDS = {"leaf": Leaf}
