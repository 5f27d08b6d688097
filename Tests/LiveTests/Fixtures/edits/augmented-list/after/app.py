PATHS = ["a"]
PATHS += ["c"]
