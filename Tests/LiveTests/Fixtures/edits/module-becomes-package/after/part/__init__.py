from .inner import get
