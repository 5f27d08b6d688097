RATE = 1


def fill(rate):
    import state as held
    from state import note as keep

    keep("kept")
    return held.note(rate)
