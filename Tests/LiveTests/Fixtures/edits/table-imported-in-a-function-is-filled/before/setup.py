RATE = 1


def fill(rate):
    from state import TABLE

    TABLE.append("entry")
    return rate
