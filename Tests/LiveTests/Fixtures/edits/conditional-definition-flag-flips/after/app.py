from engine import Engine


def main():
    return Engine().run()
