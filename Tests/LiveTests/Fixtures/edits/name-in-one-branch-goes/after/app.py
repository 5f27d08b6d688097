FLAG = False
if FLAG:
    extra = 1
