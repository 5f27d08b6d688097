def f(x: float) -> str:
    return str(x)
