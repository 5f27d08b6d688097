import b
def fa():
    return b.fb() + 1
