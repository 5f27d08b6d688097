def hit():
    hit.count = getattr(hit, "count", 0) + 1
    return hit.count
