import two
TEXT = "n=%d" % two.SQUARE
def text(t=TEXT):
    return t
