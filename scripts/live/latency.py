"""From a save to the new code in the running process, paired with IPython's autoreload and jurigged."""
import argparse
import os
import statistics
import subprocess
import sys
import time

from . import package, process

MODULES = 500
LEAF = MODULES - 1
LIMITS = {"median": 10.0, "p95": 30.0, "million": 60.0}


def start(options, tool, objects=0):
    files = package.files(MODULES)
    if tool != "reload-plan":
        options = argparse.Namespace(**vars(options))
        options.binary = os.path.join(process.PROGRAMS, "plain")
    return process.Process(options, files, "latency.py", [tool, str(objects)], watched=True)


def save(program, tool, kind, value):
    """Save one file; returns milliseconds until the process ran it, or None when it never did."""
    if kind == "leaf":
        name, text, ask = "pkg/m%03d.py" % LEAF, package.module(LEAF, value), "m%03d f%03d %d" % (LEAF, LEAF, value)
    else:
        name, text, ask = "pkg/root.py", package.root(value), "root base %d" % value
    began = time.monotonic()
    # jurigged doesn't see files that take the place of others.
    program.write(name, text, in_place=tool == "jurigged")
    answer = program.ask(ask, 30)
    if answer["value"] != value:
        return None
    took = answer["took"]
    return (answer["at"] - began if took is None else took) * 1000


def quantile(values, part):
    return sorted(values)[min(len(values) - 1, int(len(values) * part))]


def has(python, module):
    return subprocess.run([python, "-c", "import " + module], capture_output=True).returncode == 0


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    process.options(parser)
    parser.add_argument("--count", type=int, help="saves of each module (default 15, with --full 100)")
    options = parser.parse_args()
    options.binary = os.path.abspath(options.binary)
    count = options.count or (100 if options.full else 15)
    tools = ["reload-plan"] + [tool for tool, module in (("ipython", "IPython"), ("jurigged", "jurigged")) if has(options.python, module)]
    missing = {"ipython", "jurigged"} - set(tools)
    programs, times, never = {}, {}, {}
    try:
        for tool in tools:
            programs[tool, 0] = start(options, tool)
        programs["reload-plan", 1000000] = start(options, "reload-plan", 1000000)
        time.sleep(2.5)
        value = 1
        for turn in range(count + 2):
            for key, program in programs.items():
                for kind in ("leaf", "root"):
                    value += 1
                    took = save(program, key[0], kind, value)
                    if took is None:
                        never[key + (kind,)] = never.get(key + (kind,), 0) + 1
                    elif turn >= 2:
                        times.setdefault(key + (kind,), []).append(took)
                    # A person saves less often than that; tools that poll must have the time to look.
                    time.sleep(0.05)
    finally:
        errors = {key: program.errors() for key, program in programs.items()}
        for program in programs.values():
            program.end()
    rows, bad = [], False
    for key in list(programs):
        for kind in ("leaf", "root"):
            found = times.get(key + (kind,), [])
            median, p95 = (statistics.median(found), quantile(found, 0.95)) if found else (float("inf"), float("inf"))
            lost = never.get(key + (kind,), 0)
            verdict = ""
            if key[0] == "reload-plan":
                good = not lost and (median <= LIMITS["median"] and p95 <= LIMITS["p95"] if not key[1] else p95 <= LIMITS["million"])
                verdict = "ok" if good else "MISSED"
                bad = bad or not good
            rows.append([key[0], kind, key[1] or "-", len(found), "%.1f" % median, "%.1f" % p95,
                         "%.1f" % max(found, default=float("inf")), lost, verdict])
    process.table(["tool", "module", "objects", "saves", "median ms", "p95 ms", "worst ms", "never", ""], rows)
    for tool in sorted(missing):
        print("  not measured: %s is not installed" % tool)
    if bad:
        print(errors["reload-plan", 0][-1500:])
    sys.exit(1 if bad else 0)
