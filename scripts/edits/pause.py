"""How long a process with a million live objects is held up by each kind of change."""
import argparse
import os
import statistics
import sys

from .session import Session, write

LIMIT = 60.0  # milliseconds
LIB = """import functools

LIMIT = {n}


class Point:
    '''A point.'''
    KIND = {n}

    def __init__(self, x):
        self.x = x
        {attribute}

    def who(self):
        return self.x, {n}


class Slim:
    __slots__ = ('a', {slots})

    def __init__(self, one, two, three):
        self.a = one, two, three


def plain(x):
    return x, {n}


{decorator}
def held(x):
    return x


@functools.lru_cache
def memo(x):
    return x, LIMIT


def twice(fn):
    return lambda x: fn(x)
"""
USE = """from lib import LIMIT, Point, held, plain

callbacks = [held, plain]
objects = [Point(i) for i in range({count})]
HALF = LIMIT // 2
"""
PLAIN = dict(n=1, attribute="pass", slots="", decorator="")
KINDS = {
    "body of a function": lambda n: dict(n=1, plain=n),
    "a constant and what is made of it": lambda n: dict(n=n + 2),
    "a class that a million instances have": lambda n: dict(kind=n + 2),
    "an attribute that __init__ sets now": lambda n: dict(attribute="self.y%d = 0" % n),
    "a function that is replaced, held elsewhere": lambda n: dict(decorator="@(lambda fn: lambda x: (fn(x), %d))" % n),
    "a class that is replaced": lambda n: dict(slots="'b%d'," % n),
}


def text(kind, number):
    values = dict(PLAIN)
    change = KINDS[kind](number)
    lib = LIB
    if "plain" in change:
        lib = lib.replace("return x, {n}\n\n\n{decorator}", "return x, %d\n\n\n{decorator}" % change.pop("plain"))
    if "kind" in change:
        lib = lib.replace("KIND = {n}", "KIND = %d" % change.pop("kind"))
    values.update(change)
    return lib.format(**values).encode()


def main():
    parser = argparse.ArgumentParser(prog="check-pause", description=__doc__)
    parser.add_argument("--binary", required=True)
    parser.add_argument("--python", default=sys.executable)
    parser.add_argument("--objects", type=int, default=1000000)
    parser.add_argument("--count", type=int, default=5, help="edits of each kind")
    options = parser.parse_args()
    session = Session(os.path.abspath(options.binary), options.python)
    files = {"lib.py": LIB.format(**PLAIN).encode(), "use.py": USE.format(count=options.objects).encode()}
    failed = False
    try:
        write(session.source, files)
        session.start()
        answer = session.live.ask(timeout=120, op="begin", program=["lib"], imports=["use"], path=session.source)
        if "problem" in answer:
            sys.exit(answer["problem"])
        print("%-45s %10s %10s   (milliseconds, %d live objects, limit %.0f)" % ("change", "median", "worst", options.objects, LIMIT))
        for kind in KINDS:
            took = []
            for number in range(options.count + 1):
                before, files["lib.py"] = dict(files), text(kind, number)
                write(session.source, files, before)
                outcome = session.reload()
                if not outcome.get("applied") and number:
                    print("%s: not applied: %s" % (kind, [f["message"] for f in outcome.get("findings", ())][:2]))
                    failed = True
                    break
                if number:
                    took.append(outcome["ms"])
            if took:
                slow = statistics.median(took) > LIMIT
                failed = failed or slow
                print("%-45s %10.1f %10.1f   %s" % (kind, statistics.median(took), max(took), "MISSED" if slow else "ok"))
    finally:
        session.end()
    sys.exit(1 if failed else 0)
