"""What the agent costs while nothing is edited: import time, memory, and the processor."""
import argparse
import os
import statistics
import subprocess
import sys
import time

from . import package, process

MODULES = 500
LIMITS = {"import": 3.0, "kib": 2048, "cpu": 0.1}


# Functions and classes more for each module: 190 lines, as the middle one of the standard library has.
TYPICAL = 5


def program(options, plain, size):
    if plain:
        options = argparse.Namespace(**vars(options))
        options.binary = os.path.join(process.PROGRAMS, "plain")
    return process.Process(options, package.files(MODULES, size), "cost.py", watched=True, environment={"PYTHONDONTWRITEBYTECODE": ""}.items())


def again(started):
    """Start the program once more in the same folder; returns what it says."""
    command = started.process.args
    child = subprocess.Popen(command, cwd=started.source, env=started.environment, stdin=subprocess.PIPE, stdout=subprocess.PIPE,
                             stderr=subprocess.DEVNULL)
    line = child.stdout.readline()
    child.stdin.close()
    child.wait()
    child.stdout.close()
    return process.json.loads(line)


def ticks(pid):
    fields = open("/proc/%d/stat" % pid).read().rpartition(")")[2].split()
    return int(fields[11]) + int(fields[12])


def idle(watched, seconds):
    """Percent of a processor that the program and the watcher take while nothing happens."""
    pids = {watched.pid, watched.process.pid}
    time.sleep(2)
    before = sum(map(ticks, pids))
    time.sleep(seconds)
    return 100.0 * (sum(map(ticks, pids)) - before) / os.sysconf("SC_CLK_TCK") / seconds


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    process.options(parser)
    options = parser.parse_args()
    options.binary = os.path.abspath(options.binary)
    rows = measure(options, TYPICAL, "") + measure(options, 0, "of 25 lines", bound=False)
    process.table(["cost", "plain", "watched", "difference", "limit", ""], rows)
    sys.exit(1 if any(row[-1] == "MISSED" for row in rows) else 0)


def measure(options, size, what, bound=True):
    # The first start of each compiles; it counts for nothing.
    plain, watched = program(options, True, size), program(options, False, size)
    try:
        runs = {"plain": [], "watched": []}
        for _ in range(40 if options.full else 15):
            for name, started in (("plain", plain), ("watched", watched)):
                runs[name].append(again(started))
        load = idle(watched, 20 if options.full else 5) if bound else 0
    finally:
        plain.end()
        watched.end()
    # The least is what the work takes; all else is what other processes took.
    cpu = {name: min(run["cpu"] for run in found) for name, found in runs.items()}
    kib = {name: statistics.median(run["kib"] for run in found) for name, found in runs.items()}
    overhead, more = 100.0 * (cpu["watched"] / cpu["plain"] - 1), kib["watched"] - kib["plain"]

    def verdict(value, limit):
        return "" if not bound else "ok" if value <= limit else "MISSED"

    rows = [
        ["import of %d modules %s" % (MODULES, what), "%.1f ms" % (cpu["plain"] * 1000), "%.1f ms" % (cpu["watched"] * 1000),
         "%+.1f %%" % overhead, "%.0f %%" % LIMITS["import"] if bound else "", verdict(overhead, LIMITS["import"])],
        ["memory", "%d KiB" % kib["plain"], "%d KiB" % kib["watched"], "%+d KiB" % more, "%d KiB" % LIMITS["kib"] if bound else "",
         verdict(more, LIMITS["kib"])],
    ]
    if bound:
        rows.append(["processor while idle", "", "%.2f %%" % load, "", "%.1f %%" % LIMITS["cpu"], verdict(load, LIMITS["cpu"])])
    return rows


if __name__ == "__main__":
    main()
