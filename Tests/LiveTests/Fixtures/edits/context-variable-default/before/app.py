import contextvars

current = contextvars.ContextVar("current", default="none")


def who():
    return current.get()
