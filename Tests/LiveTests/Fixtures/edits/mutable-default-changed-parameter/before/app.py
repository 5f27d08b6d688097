def collect(x, seen=[]):
    seen.append(x)
    return list(seen)
