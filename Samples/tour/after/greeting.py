"""The module that is edited while the program runs."""

VERSION = 2

# State: filled while the program runs, and nobody wants to lose it.
greeted = []


def greet(name):
    greeted.append(name)
    return f"Good morning {name}"


class Greeter:
    punctuation = "."

    def __init__(self, name):
        self.name = name

    def greet(self):
        return greet(self.name).upper() + self.punctuation


def farewell(name):
    return f"Goodbye {name}"
