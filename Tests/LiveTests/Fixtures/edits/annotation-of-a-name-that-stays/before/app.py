SIZE: int = 4
WIDTH: int = 2
try:
    from nowhere import SIZE
except ImportError:
    SIZE = 7
