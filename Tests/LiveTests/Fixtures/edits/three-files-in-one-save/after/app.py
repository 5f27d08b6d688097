import core


def main():
    return core.execute()
