"""Reloads that change a private function's signature while the program is busy: no call may break.

Each version's `public` and `_step` agree in signature and version; a call that sees one of either raises.
"""
import argparse
import json
import os
import statistics
import subprocess
import sys
import time

from . import blocked, process

SYNC = '''
def _step(%(parameters)s):
    if version != %(version)d:
        raise AssertionError("a caller of version %%r in version %(version)d" %% version)
    return version


def public(value):
    total = 0
    for part in range(3):
        total = _step(%(arguments)s)
    return total
'''

ASYNC = '''
import asyncio


async def _step(%(parameters)s):
    await asyncio.sleep(%(sleep)s)
    if version != %(version)d:
        raise AssertionError("a caller of version %%r in version %(version)d" %% version)
    return version


async def public(value):
    total = 0
    for part in range(3):
        total = await _step(%(arguments)s)
    return total
'''

# The caller's own version is passed on, in another place each time.
SHAPES = [
    ("version, value", "%d, value"),
    ("value, part, version", "value, part, %d"),
    ("value, *, version", "value, version=%d"),
    ("part, version, value=None, **more", "part, %d, value, more=part"),
]

CASES = {
    "8 threads": ("threads.py", SYNC, "0"),
    "500 asyncio tasks": ("tasks.py", ASYNC, "0.001"),
    "threaded HTTP server": ("http_server.py", SYNC, "0"),
    "ASGI server (uvicorn)": ("asgi.py", ASYNC, "0.001"),
}


def work(template, version, sleep):
    parameters, arguments = SHAPES[version % len(SHAPES)]
    return template % {"parameters": parameters, "arguments": arguments % version, "version": version, "sleep": sleep}


class Clients:
    """Requests from a process of their own."""

    def __init__(self, python, port):
        self.process = subprocess.Popen([python, os.path.join(process.PROGRAMS, "clients.py"), str(port)], stdin=subprocess.PIPE,
                                        stdout=subprocess.PIPE)
        self.process.stdout.readline()

    def ask(self, _word):
        self.process.stdin.write(b"count\n")
        self.process.stdin.flush()
        return json.loads(self.process.stdout.readline())

    def end(self):
        self.process.kill()
        self.process.wait()
        self.process.stdin.close()
        self.process.stdout.close()


def measure(name, options, count):
    main, template, sleep = CASES[name]
    program = process.Process(options, {"work.py": work(template, 0, sleep)}, main)
    clients = Clients(options.python, program.hello["port"]) if "port" in program.hello else None
    counter = clients or program
    refused, pauses, times, attempts, spent = [], [], [], [], []
    try:
        time.sleep(0.5)
        start = counter.ask("count")
        time.sleep(1.5)
        before = counter.ask("count")
        for version in range(1, count + 1):
            program.write("work.py", work(template, version, sleep))
            began = time.monotonic()
            status, outcome = program.reload()
            times.append((time.monotonic() - began) * 1000)
            if status != 0 or not outcome.get("applied"):
                refused.append("%d: %s" % (status, process.said(outcome)))
                continue
            pauses.append(outcome["pauseMs"])
            spent.append(outcome["ms"])
            attempts.append(outcome["attempts"])
        after = counter.ask("count")
    except process.Died as problem:
        return dict(name=name, died=str(problem))
    finally:
        if clients:
            clients.end()
        program.end()
    quiet = (before["calls"] - start["calls"]) / (before["time"] - start["time"])
    busy = (after["calls"] - before["calls"]) / (after["time"] - before["time"])
    lost = max(0, 1 - busy / quiet) * (after["time"] - before["time"]) * 1000 / count
    return dict(name=name, reloads=count, refused=refused, calls=after["calls"] - before["calls"], broken=after["broken"],
                sample=after["sample"], pauses=pauses, attempts=attempts, quiet=quiet, busy=busy, lost=lost, spent=spent, times=times)


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    process.options(parser)
    parser.add_argument("--count", type=int, help="reloads for each program (default 25, with --full 200)")
    parser.add_argument("--only")
    options = parser.parse_args()
    options.binary = os.path.abspath(options.binary)
    count = options.count or (200 if options.full else 25)
    bad, rows, notes = False, [], []
    for name in CASES:
        if options.only and options.only not in name:
            continue
        if "uvicorn" in name and subprocess.run([options.python, "-c", "import uvicorn"], capture_output=True).returncode != 0:
            notes.append("%s: not measured, %s has no uvicorn" % (name, options.python))
            bad = bad or options.full
            continue
        result = measure(name, options, count)
        if "died" in result:
            notes.append("%s: %s" % (name, result["died"]))
            bad = True
            continue
        pauses = result["pauses"] or [0]
        rows.append([name, count, result["calls"], result["broken"], len(result["refused"]), "%.1f" % statistics.median(pauses),
                     "%.1f" % max(pauses), "%.1f" % statistics.mean(result["attempts"] or [0]), "%.0f" % result["quiet"],
                     "%.0f" % result["busy"], "%.0f" % result["lost"]])
        notes += ["%s: broken: %s" % (name, text) for text in result["sample"]]
        notes += ["%s: refused: %s" % (name, text) for text in result["refused"][:3]]
        # Of a few reloads on a busy machine any may run out of time, which is said and changes nothing; one has to get through.
        most = count // 20 if count >= 100 else count - 1
        bad = bad or result["broken"] > 0 or len(result["refused"]) > most or result["calls"] == 0
    if rows:
        process.table(["program", "reloads", "calls", "broken", "refused", "held ms (median)", "(worst)", "attempts", "calls/s quiet",
                       "calls/s busy", "lost ms/reload"], rows)
    for note in notes:
        print("  " + note)
    if not options.only or options.only in "blocked":
        print()
        bad = not blocked.run(options) or bad
    sys.exit(1 if bad else 0)
