FACTOR = 3
VALUE = eval("FACTOR * 2")
