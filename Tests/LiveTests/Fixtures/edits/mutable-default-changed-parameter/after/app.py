def collect(x, seen=[], reverse=True):
    seen.append(x)
    return sorted(seen, reverse=reverse)
