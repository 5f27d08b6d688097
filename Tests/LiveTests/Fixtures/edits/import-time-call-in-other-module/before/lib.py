def build():
    return ["a"]
