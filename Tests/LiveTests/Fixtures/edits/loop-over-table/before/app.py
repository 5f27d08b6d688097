TABLE = {"a": 1}
OUT = {}
for key in TABLE:
    OUT[key.upper()] = TABLE[key]
