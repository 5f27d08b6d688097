__all__ = ["A", "B"]
A = 1
class B:
    pass
