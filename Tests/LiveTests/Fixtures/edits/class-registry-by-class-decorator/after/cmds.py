from app import App


@App.command("a")
def a():
    return "a"


@App.command("b")
def b():
    return "b"
