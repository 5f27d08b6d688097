import inspect
import sys

if sys.version_info >= (3, 5):
    is_plain = inspect.isfunction
    keep = list
else:
    is_plain = inspect.ismethod
    keep = tuple
