FLAG = True
if FLAG:
    extra = 1
