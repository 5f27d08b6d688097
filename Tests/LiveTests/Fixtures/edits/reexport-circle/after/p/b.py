from .a import rate as shared


def local():
    return shared


from .c import shared
