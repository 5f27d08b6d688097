import journal


def walk(count, out):
    out.append(count)
    if count > 10:
        back(count)
        again(count)


def back(count):
    if count > 20:
        walk(5, journal.LINES)


def again(count):
    back(count)
    return count
