"""The module that is edited while the program runs."""

VERSION = 1

# State: filled while the program runs, and nobody wants to lose it.
greeted = []


def greet(name):
    greeted.append(name)
    return f"Hello {name}"


class Greeter:
    punctuation = "."

    def __init__(self, name):
        self.name = name

    def greet(self):
        return greet(self.name) + self.punctuation
