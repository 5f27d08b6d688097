def label(x=6):
    return x
