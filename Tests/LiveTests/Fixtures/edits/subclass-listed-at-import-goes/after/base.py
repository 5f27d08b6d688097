class Check:
    name = "?"
