from models import User


def make():
    return User()
