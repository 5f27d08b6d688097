"""Compares `reload-plan graph --json` with `ruff analyze graph` (and grimp) on the same trees, in one run.

Usage: compare.py RELOAD_PLAN WORK_FOLDER [--quick]

Needs what `scripts/bench-peers` installs. CPU seconds (user and system) and peak memory are what the
kernel says of each child; runs alternate, and medians are compared. Prints each required figure with
its bound and exits with 1 if one is missed.

A child's peak counts from when it was forked, so it is never below this program's own, which
therefore stays small and is printed.
"""

import json
import os
import pathlib
import platform
import resource
import subprocess
import sys
import time

BINARY, WORK = sys.argv[1], pathlib.Path(sys.argv[2])
QUICK = "--quick" in sys.argv
RUFF = WORK / "peers" / "bin" / "ruff"
SOURCES = (".py", ".pyi")
missed = []


def require(holds, text):
    """Prints a required figure, and remembers it if it is missed."""
    print(f"  {'ok    ' if holds else 'MISSED'}  {text}")
    if not holds:
        missed.append(text)


class Run:
    """One child: its CPU time, wall time, peak memory in MiB and output size."""

    def __init__(self, command, environment=None, output=None, allowed=(0,)):
        target = open(output, "wb") if output else subprocess.DEVNULL
        began = time.perf_counter()
        child = subprocess.Popen(
            command, stdout=target, stderr=subprocess.DEVNULL, env={**os.environ, **(environment or {})}
        )
        _, status, usage = os.wait4(child.pid, 0)
        self.wall = time.perf_counter() - began
        child.returncode = os.waitstatus_to_exitcode(status)
        if child.returncode not in allowed:
            sys.exit(f"{command[0]} ended with {child.returncode}: {' '.join(map(str, command))}")
        self.cpu = usage.ru_utime + usage.ru_stime
        self.memory = usage.ru_maxrss / 1024


def ours(tree, workers, output=None):
    return Run([BINARY, "graph", "--json", "--workers", str(workers), str(tree)], output=output)


def ruff(tree, threads, output=None):
    # Its default exclusions name site-packages and build folders, which these trees are full of.
    command = [RUFF, "analyze", "graph", "--isolated", "--config", 'exclude=["__pycache__"]', str(tree)]
    return Run(command, {"RAYON_NUM_THREADS": str(threads), "NO_COLOR": "1"}, output)


def grimp(tree, package):
    code = f"import grimp; grimp.build_graph({package!r}, cache_dir=None)"
    path = os.pathsep.join([str(WORK / "peers"), str(tree)])
    return Run([sys.executable, "-c", code], {"PYTHONPATH": path, "RAYON_NUM_THREADS": "1"})


def median(runs, figure):
    values = sorted(getattr(run, figure) for run in runs)
    return values[len(values) // 2]


def files(tree):
    found = []
    for folder, folders, names in os.walk(tree):
        folders[:] = [name for name in folders if name != "__pycache__"]
        found += [os.path.join(folder, name) for name in names if name.endswith(SOURCES)]
    return found


def compare_file_lists(tree, listed):
    """Both must have read the same files, or the comparison means nothing."""
    ours(tree, 1, WORK / "ours.json")
    ruff(tree, 1, WORK / "ruff.json")
    # Elsewhere, for what is read here counts as memory of the children to come.
    command = [sys.executable, pathlib.Path(__file__).with_name("file_lists.py"), WORK, tree]
    result = subprocess.run(command, input="\n".join(listed), capture_output=True, text=True, check=True)
    found = json.loads(result.stdout)
    mine, theirs, missing = found["ours"], found["ruff"], found["missing"]
    print(f"  files: {len(listed)}, ours {mine}, ruff {theirs}; edges of ours: {found['edges']}")
    if missing:
        print(f"  ruff has, we have neither module nor diagnostic for: {len(missing)}, for example {missing[:3]}")
    require(mine >= 0.98 * theirs, f"reads at least the files ruff reads ({mine} of {theirs})")


def compare(name, package):
    tree = WORK / "trees" / name
    listed = files(tree)
    size = sum(os.path.getsize(path) for path in listed) / 1e6
    print(f"{name}: {len(listed)} files, {size:.1f} MB")
    compare_file_lists(tree, listed)
    rounds = 3 if QUICK or size > 60 else 7
    one, two, peer, peer_two = [], [], [], []
    for _ in range(rounds):
        one.append(ours(tree, 1))
        peer.append(ruff(tree, 1))
        two.append(ours(tree, 2))
        peer_two.append(ruff(tree, 2))
    ratio = median(one, "cpu") / median(peer, "cpu")
    memory, peer_memory = median(one, "memory"), median(peer, "memory")
    print(f"  CPU, one worker: ours {median(one, 'cpu'):.3f} s, ruff {median(peer, 'cpu'):.3f} s")
    print(f"  wall, two workers: ours {median(two, 'wall'):.3f} s, ruff {median(peer_two, 'wall'):.3f} s")
    if package:
        print(f"  for comparison, grimp: {grimp(tree, package).cpu:.3f} s CPU")
    require(ratio <= 0.30, f"CPU {ratio:.3f} of ruff's (at most 0.30)")
    bound = 0.5 if size > 20 else 1.0
    require(
        memory <= bound * peer_memory,
        f"peak memory {memory:.1f} MiB, {memory / peer_memory:.2f} of ruff's {peer_memory:.1f} (at most {bound})",
    )
    if len(os.sched_getaffinity(0)) > 1:
        gain = median(two, "wall") / median(one, "wall")
        require(gain < 1, f"two workers take {gain:.2f} of one worker's wall time (less than 1)")


def start_up():
    print("start-up of the static release build")
    runs = [Run([BINARY, "--version"]) for _ in range(31)]
    print(f"  for comparison, ruff --version: {1000 * median([Run([RUFF, '--version']) for _ in range(31)], 'cpu'):.1f} ms")
    cpu = 1000 * median(runs, "cpu")
    require(cpu <= 10, f"{cpu:.1f} ms CPU (at most 10)")


def main():
    version = subprocess.run([RUFF, "--version"], capture_output=True, text=True).stdout.strip()
    print(f"{platform.platform()}, {len(os.sched_getaffinity(0))} cores, {version}")
    start_up()
    trees = [("django", "django"), ("pandas", "pandas"), ("sympy", "sympy"), ("site-packages", None)]
    for name, package in trees[:1] if QUICK else trees:
        compare(name, package)
    own = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(f"peak memory of this program, below which no child's can be seen: {own:.1f} MiB")
    if missed:
        print(f"{len(missed)} figures missed:", *missed, sep="\n  ")
        sys.exit(1)
    print("all figures met")


main()
