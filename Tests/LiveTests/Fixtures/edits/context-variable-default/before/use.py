from app import current


def get():
    return current.get()
