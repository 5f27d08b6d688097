class Node:
    def kind(self):
        return "NODE"

    def extra(self):
        return 1


from leaf import Leaf

KINDS = {"leaf": Leaf}
