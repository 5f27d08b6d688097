from . import a

NAME = "pkg"
