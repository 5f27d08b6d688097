ITEMS = ["a"]
def make():
    return "x"
