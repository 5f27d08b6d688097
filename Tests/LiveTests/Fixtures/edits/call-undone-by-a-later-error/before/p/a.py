BASE = 2
total = 2


def set_total(v=1):
    global total
    total = v + BASE * 6


set_total()
TOP = max(total, 8)
