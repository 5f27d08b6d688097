from .text import up
