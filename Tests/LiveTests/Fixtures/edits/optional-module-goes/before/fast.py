def dump(x):
    return "fast"
