PATHS = ["a"]
PATHS += ["b"]
