PAIR = (1, 2, 3, 4)
first, *rest = PAIR
if (n := len(rest)) > 2:
    SIZE = "big"
else:
    SIZE = "small"
