def fb():
    return 10
def back():
    import a
    return a.fa()
