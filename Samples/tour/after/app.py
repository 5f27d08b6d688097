"""The program: it holds on to what it imported, in all the usual ways."""

import time

import greeting
from greeting import VERSION, greet

# An alias and an instance, both made before the edit.
speak = greet
greeter = greeting.Greeter("Ada")


def report():
    lines = [
        f"from-import  {greet('Grace')}",
        f"alias        {speak('Alan')}",
        f"instance     {greeter.greet()}",
        f"version      {VERSION} (module: {greeting.VERSION})",
        f"state        {len(greeting.greeted)} greeted",
    ]
    return "\n".join(lines)


def main():
    while True:
        print(report(), flush=True)
        time.sleep(1)


if __name__ == "__main__":
    main()
