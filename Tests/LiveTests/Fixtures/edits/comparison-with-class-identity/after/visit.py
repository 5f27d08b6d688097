from nodes import Num

VISITORS = {Num: lambda n: n.neg().v}


def visit(node):
    if type(node) is Num:
        return VISITORS[type(node)](node)
    return "unknown"
