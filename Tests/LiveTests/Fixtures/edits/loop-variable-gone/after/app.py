ITEMS = []
for item in ITEMS:
    LAST = item
