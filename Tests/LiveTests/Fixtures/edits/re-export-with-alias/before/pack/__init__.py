from .core import work as do
