ITEMS = ["a"]
for item in ITEMS:
    LAST = item
