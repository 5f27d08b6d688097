rate = 5
