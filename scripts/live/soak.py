"""A service under load that is edited all the time, well and badly."""
import argparse
import http.client
import json
import os
import random
import statistics
import subprocess
import sys
import time

from . import process, shop

# Bytes of memory that one reload may leave behind, and functions.
GROWTH, FUNCTIONS = 1024, 0.05


def ask(port, path):
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=20)
    try:
        connection.request("GET", path)
        return json.loads(connection.getresponse().read())
    finally:
        connection.close()


def fresh(program):
    """What a fresh start on the files would answer; None when it fails."""
    code = "import json; from shop import api; print(json.dumps(api.describe()))"
    done = subprocess.run([program.options.python, "-B", "-c", code], cwd=program.source, capture_output=True, text=True)
    return json.loads(done.stdout) if done.returncode == 0 else None


def settle(port, wanted, seconds):
    """Wait until the service answers as wanted; returns what it answers last."""
    end = time.monotonic() + seconds
    while True:
        now = ask(port, "/describe")
        if now == wanted or time.monotonic() > end:
            return now
        time.sleep(0.05)


def slope(points):
    """The growth per step of (step, value) by least squares."""
    if len(points) < 3:
        return 0.0
    mean_x, mean_y = statistics.mean(x for x, _ in points), statistics.mean(y for _, y in points)
    return sum((x - mean_x) * (y - mean_y) for x, y in points) / sum((x - mean_x) ** 2 for x, _ in points)


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    process.options(parser)
    parser.add_argument("--minutes", type=float, help="how long (default 0.5, with --full 30)")
    parser.add_argument("--pause", type=float, default=None, help="seconds between edits (default 0.3, with --full 2)")
    parser.add_argument("--seed", type=int, default=1)
    options = parser.parse_args()
    options.binary = os.path.abspath(options.binary)
    minutes = options.minutes or (30 if options.full else 0.5)
    pause = options.pause if options.pause is not None else (2 if options.full else 0.3)
    draw = random.Random(options.seed)
    program = process.Process(options, shop.files(0), "service.py", watched=True)
    port = program.hello["port"]
    clients = subprocess.Popen([options.python, os.path.join(process.PROGRAMS, "requests.py"), str(port)], stdin=subprocess.PIPE,
                               stdout=subprocess.PIPE)
    clients.stdout.readline()
    counts = {"good": 0, "broken": 0, "wrong": 0}
    notes, memory, functions, version = [], [], [], 0
    try:
        time.sleep(1.5)
        end = time.monotonic() + minutes * 60
        before = fresh(program)
        while time.monotonic() < end:
            if draw.random() < 0.2:
                name, line, what = draw.choice(shop.BROKEN)
                good = program.source + "/" + name
                text = open(good).read()
                program.write(name, text + line)
                time.sleep(0.4)
                now = ask(port, "/describe")
                counts["broken"] += 1
                if now != before:
                    counts["wrong"] += 1
                    notes.append("after %s the service answers %r, not %r" % (what, now, before))
                program.write(name, text)
            else:
                version += 1
                program.write("shop/prices.py", shop.prices(version))
                if draw.random() < 0.5:
                    program.write("shop/api.py", shop.api(version))
                before = fresh(program)
                now = settle(port, before, 8)
                counts["good"] += 1
                if now != before:
                    counts["wrong"] += 1
                    notes.append("version %d: the service answers %r, a fresh start %r" % (version, now, before))
            measured = ask(port, "/measure")
            memory.append((counts["good"], measured["kib"] * 1024))
            functions.append((counts["good"], measured["functions"]))
            time.sleep(pause)
        clients.stdin.write(b"count\n")
        clients.stdin.flush()
        load = json.loads(clients.stdout.readline())
    finally:
        clients.kill()
        clients.wait()
        clients.stdin.close()
        clients.stdout.close()
        said = program.errors()
        program.end()
    # The first third fills caches and pools.
    late = len(memory) // 3
    growth, more = slope(memory[late:]), slope(functions[late:])
    grown = (memory[-1][1] - memory[late][1]) / 1024
    rows = [
        ["edits applied", counts["good"], ""],
        ["broken edits", counts["broken"], ""],
        ["outcomes unlike a fresh start", counts["wrong"], "ok" if not counts["wrong"] else "FAILED"],
        ["requests", load["calls"], "ok" if load["calls"] else "FAILED"],
        ["failed requests", load["failed"], "ok" if not load["failed"] else "FAILED"],
        ["memory per reload", "%+.0f bytes (%+.0f KiB in all)" % (growth, grown), "ok" if growth <= GROWTH or grown < 512 else "FAILED"],
        ["functions per reload", "%+.3f" % more, "ok" if more <= FUNCTIONS else "FAILED"],
    ]
    process.table(["soak of %.1f min" % minutes, "", ""], rows)
    for note in notes[:5] + load["sample"]:
        print("  " + note)
    bad = any(row[-1] == "FAILED" for row in rows)
    if bad:
        print(said[-3000:])
    sys.exit(1 if bad else 0)
