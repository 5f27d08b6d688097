from schema import User

REQUIRED = sorted(User.__annotations__)


def valid(data):
    return all(k in data for k in User.__annotations__)
