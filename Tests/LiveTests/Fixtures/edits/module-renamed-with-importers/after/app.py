from tools import Tool, help_


def main():
    return Tool().use(), help_()
