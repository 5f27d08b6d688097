def new_way():
    return 2
