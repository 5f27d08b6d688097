FACTOR = 4
VALUE = eval("FACTOR * 2")
