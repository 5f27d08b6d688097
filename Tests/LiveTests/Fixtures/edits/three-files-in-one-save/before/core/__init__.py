from .engine import start as run

__all__ = ["run"]
