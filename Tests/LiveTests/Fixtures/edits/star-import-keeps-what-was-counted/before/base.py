HITS = 0


def bump():
    global HITS
    HITS += 1
