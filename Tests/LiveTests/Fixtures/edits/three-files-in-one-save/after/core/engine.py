def launch():
    return "launch"
