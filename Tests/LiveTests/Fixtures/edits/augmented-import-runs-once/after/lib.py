ITEMS = ["a"]
def make():
    return "y"
