def fb():
    return 1
def back():
    import a
    return a.fa()
