TABLE = {"a": 2, "b": 3}
OUT = {}
for key in TABLE:
    OUT[key.upper()] = TABLE[key]
