import marks
def get(x=marks.MISSING):
    return x is marks.MISSING
