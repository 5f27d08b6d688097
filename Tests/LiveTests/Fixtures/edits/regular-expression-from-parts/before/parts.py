WORD = r"[a-z]+"
