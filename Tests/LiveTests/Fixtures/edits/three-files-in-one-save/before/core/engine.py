def start():
    return "start"
