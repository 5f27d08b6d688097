HITS = 0


def count():
    global HITS
    HITS += 1
