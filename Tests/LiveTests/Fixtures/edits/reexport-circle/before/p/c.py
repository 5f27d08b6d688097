from .b import shared


def doubled():
    return shared * 2
