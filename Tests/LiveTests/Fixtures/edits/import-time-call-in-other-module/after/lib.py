def build():
    return ["b"]
