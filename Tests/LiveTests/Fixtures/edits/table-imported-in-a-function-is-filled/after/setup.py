RATE = 2


def fill(rate):
    from state import TABLE

    TABLE.append("entry")
    return rate
