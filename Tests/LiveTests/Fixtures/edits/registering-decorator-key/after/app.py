from reg import on
@on("begin")
def f():
    return 1
