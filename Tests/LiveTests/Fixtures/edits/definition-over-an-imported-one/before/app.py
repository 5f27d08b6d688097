import functools
from base import show
