import a
HAS = hasattr(a, "K")
