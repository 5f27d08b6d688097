"""Reloads of programs whose main thread, or whose own statement, stands still: an end within the deadline, and a reason."""
import time

from . import process

WORK = '''
import threading
import time

LOCK = threading.Lock()


def now(value):
    with LOCK:
        return value


def spin(value):
    while value:
        pass


def wait(value):
    time.sleep(1000)


def big(value):
    return sum(range(4 * 10 ** 8))


def helper(a):
    return a


def forever():
    while True:
        time.sleep(0.01)
        helper(1)


VALUE = 1
'''

EDITED = WORK.replace("VALUE = 1", "VALUE = %s  # reload: pure")
LINE = EDITED[:EDITED.index("VALUE = ")].count("\n") + 1

# What the main thread does, the new source, the exit statuses that are right, and a word of the reason.
CASES = {
    "main thread holds the lock a statement takes": ("lock", EDITED % "now(2)", (3,), "work.py:%d" % (WORK[:WORK.index("with LOCK")].count("\n") + 1)),
    "main thread holds that lock now and then": ("short lock", EDITED % "now(2)", (0,), ""),
    "a statement that never returns": ("idle", EDITED % "spin(2)", (3,), "ran for more than"),
    "a statement that waits for ever": ("idle", EDITED % "wait(2)", (3,), "waited for more than"),
    "a statement in a long C call": ("idle", EDITED % "big(2)", (0, 4), ""),
    "an import in progress on another thread": ("import", WORK.replace("VALUE = 1", "VALUE = 2"), (3,), "is being imported"),
    "the main thread in a long C call": ("call", WORK.replace("VALUE = 1", "VALUE = 2"), (3,), "long C call"),
    "a loop whose callee changes its signature": (
        "frame", WORK.replace("helper(a)", "helper(a, b)").replace("helper(1)", "helper(1, 2)"), (3,), "forever (line"),
}
LIMIT = 25


def check(name, options):
    how, edited, statuses, reason = CASES[name]
    program = process.Process(options, {"work.py": WORK, "slow.py": "import time\ntime.sleep(60)\n"}, "blocked.py", [how])
    try:
        time.sleep(0.3)
        program.write("work.py", edited)
        began = time.monotonic()
        status, outcome = program.reload()
        passed = time.monotonic() - began
        said = "; ".join("%s (%s:%s)" % (f["message"], f["path"], f["line"]) if f["path"] else f["message"] for f in outcome["findings"]
                         if f["severity"] == "blocker") or process.said(outcome)
        place = "; ".join("%s:%s" % (f["path"].rpartition("/")[2], f["line"]) for f in outcome["findings"])
        good = status in statuses and reason in said + place and passed < LIMIT
        if how == "idle" and good:
            expected = 1 if status == 3 else None
            value = program.ask("value", 30)["value"]
            good = expected is None or value == expected
        alive = program.process.poll() is None
    finally:
        program.end()
    return [name, status, "%.1f" % passed, "yes" if alive else "NO", "ok" if good and alive else "WRONG", said]


def run(options):
    """Check all cases; returns whether all were as they should be."""
    rows = [check(name, options) for name in CASES]
    process.table(["while", "exit", "s", "alive", "", "what is said"], rows)
    return all(row[4] == "ok" for row in rows)
