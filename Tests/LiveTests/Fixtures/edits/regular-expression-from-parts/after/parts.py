WORD = r"[a-z_]+"
