DEBUG = False
if DEBUG:
    LEVEL = 1
    def f():
        return "debug"
else:
    LEVEL = 5
    def f():
        return "plain"
