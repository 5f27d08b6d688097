rate = 4
