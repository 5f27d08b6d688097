from util import up


def main():
    return up("a")
