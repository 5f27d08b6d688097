from reg import on
@on("start")
def f():
    return 1
