def old_way():
    return 1
def new_way():
    return 2
