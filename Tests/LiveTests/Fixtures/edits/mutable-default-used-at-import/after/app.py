def collect(x, seen=[], extra=0):
    seen.append(x + extra)
    return list(seen)


FIRST = collect(1)
