TABLE = {}
for key in range(2):
    TABLE[key] = 4
