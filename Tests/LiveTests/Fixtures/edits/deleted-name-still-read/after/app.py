B = A + 1
