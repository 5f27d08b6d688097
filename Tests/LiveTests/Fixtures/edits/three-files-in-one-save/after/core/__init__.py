from .engine import launch as execute

__all__ = ["execute"]
