TABLE = []


def note(value):
    TABLE.append(value)
    return value
