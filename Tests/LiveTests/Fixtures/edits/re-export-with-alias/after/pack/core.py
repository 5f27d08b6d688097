VALUE = 8
def work():
    return VALUE
