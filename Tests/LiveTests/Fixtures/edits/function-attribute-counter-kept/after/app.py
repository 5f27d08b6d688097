def hit(step=1):
    hit.count = getattr(hit, "count", 0) + step
    return hit.count
