"""Replays releases of packages: the next one takes the place of the last under a live process, which is then compared with a
fresh start on the new one."""
import argparse
import collections
import concurrent.futures
import json
import os
import shutil
import subprocess
import sys
import tempfile
import threading
import zipfile

from .compare import short
from .session import Died, Worker, write

HERE = os.path.dirname(os.path.abspath(__file__))
TARGET = os.path.join(HERE, "replay_target.py")
FEW = 5
LOCK = threading.Lock()


class Unavailable(Exception):
    """A release that could not be downloaded."""


def pip(python, *arguments):
    return subprocess.run([python, "-m", "pip", "-q", "--disable-pip-version-check", *arguments], stdout=subprocess.PIPE,
                          stderr=subprocess.STDOUT, text=True)


def release(options, package, version, modules):
    """The Python files of a release, by path."""
    folder = os.path.join(options.cache, "%s-%s" % (package, version))
    with LOCK:
        if not os.path.isdir(folder):
            scratch = tempfile.mkdtemp(dir=options.cache)
            done = pip(options.python, "download", "--no-deps", "--only-binary", ":all:", "-d", scratch, "%s==%s" % (package, version))
            if done.returncode:
                shutil.rmtree(scratch)
                raise Unavailable(done.stdout.strip()[-200:])
            wheel, = [f for f in os.listdir(scratch) if f.endswith(".whl")]
            with zipfile.ZipFile(os.path.join(scratch, wheel)) as archive:
                for name in archive.namelist():
                    if name.split("/")[0] in modules + [m + ".py" for m in modules] and not name.endswith((".so", "/")):
                        archive.extract(name, os.path.join(scratch, "tree"))
            os.rename(os.path.join(scratch, "tree"), folder)
            shutil.rmtree(scratch)
    found = {}
    for place, _, names in os.walk(folder):
        for name in names:
            path = os.path.join(place, name)
            with open(path, "rb") as file:
                found[os.path.relpath(path, folder)] = file.read()
    return found


def needed(options, pins):
    if not pins:
        return ""
    folder = os.path.join(options.cache, "needs-" + "-".join(sorted(p.replace("==", "_") for p in pins)))
    with LOCK:
        if not os.path.isdir(folder):
            done = pip(options.python, "install", "--no-deps", "--target", folder + ".new", *pins)
            if done.returncode:
                raise Unavailable(done.stdout.strip()[-200:])
            os.rename(folder + ".new", folder)
    return folder


def differing(a, b):
    return {n: short(a.get(n, "<missing>"), b.get(n, "<missing>")) for n in sorted(set(a) | set(b)) if a.get(n) != b.get(n)}


def fresh(options, folder, files, pair, path):
    write(folder, files)
    worker = Worker([options.python, "-B", TARGET], folder, path)
    try:
        return worker.ask(timeout=60, op="load", modules=pair["modules"])
    finally:
        worker.end()


def replay(options, pair):
    """(outcome, what differs, what was said) for one pair."""
    old = release(options, pair["package"], pair["old"], pair["modules"])
    new = release(options, pair["package"], pair["new"], pair["modules"])
    needs = needed(options, pair.get("needs", ()))
    folder = tempfile.mkdtemp(prefix="replay-")
    source = os.path.join(folder, "src")
    path = os.pathsep.join(p for p in (source, needs) if p)
    worker = None
    try:
        write(source, old)
        worker = Worker([options.binary, "run", "--project", source, "--no-watch", "--", options.python, TARGET], source, path)
        before = worker.ask(timeout=60, op="load", modules=pair["modules"])
        if "problem" in before:
            return "unavailable", {}, ["the old release can't be imported: " + before["problem"]]
        other = os.path.join(folder, "new")
        wanted = fresh(options, other, new, pair, os.pathsep.join(p for p in (other, needs) if p))
        write(source, new, old)
        call = subprocess.run([options.binary, "reload", "--pid", str(worker.pid), "--project", source, "--json"], stdout=subprocess.PIPE,
                              stderr=subprocess.PIPE, stdin=subprocess.DEVNULL, timeout=120)
        try:
            outcome = json.loads(call.stdout)
        except ValueError:
            return "CRASH", {"reload": call.stderr.decode("utf8", "replace")[-400:]}, []
        now = worker.ask(timeout=60, op="again", modules=pair["modules"])
        problem = wanted.get("problem") or now.get("problem")
        if problem:
            return "CRASH", {"program": problem}, []
        said = [f["message"] for f in outcome.get("findings", ()) if f.get("severity") in ("warning", "blocker")]
        if not outcome.get("applied") and outcome.get("verdict") != "nothing":
            # Modules that are new may have been imported since; the old ones must be as they were.
            moved = {n: d for n, d in differing(now["names"], before["names"]).items() if n in before["names"]}
            return ("SILENT" if moved else "refused"), moved, said
        wrong = {**differing(now["names"], wanted["names"]), **now["held"]}
        return ("equal" if not wrong else "announced" if said else "SILENT"), wrong, said
    except (Died, subprocess.TimeoutExpired) as problem:
        return "CRASH", {"process": str(problem)}, []
    finally:
        if worker:
            worker.end()
        shutil.rmtree(folder, ignore_errors=True)


def main():
    parser = argparse.ArgumentParser(prog="replay", description=__doc__)
    parser.add_argument("packages", nargs="*", help="only these packages")
    parser.add_argument("--binary", required=True)
    parser.add_argument("--python", default=sys.executable)
    parser.add_argument("--cache", required=True, help="where releases are kept")
    parser.add_argument("--pairs", default=os.path.join(HERE, "releases.json"), help="a list of pairs like releases.json")
    parser.add_argument("--full", action="store_true", help="all pairs, instead of the first %d" % FEW)
    parser.add_argument("-j", type=int, default=2)
    parser.add_argument("-v", action="store_true")
    options = parser.parse_args()
    options.binary = os.path.abspath(options.binary)
    options.cache = os.path.abspath(options.cache)
    os.makedirs(options.cache, exist_ok=True)
    with open(options.pairs) as file:
        pairs = [p for p in json.load(file) if not options.packages or p["package"] in options.packages]
    if not options.full and not options.packages:
        pairs = pairs[:FEW]

    def run(pair):
        try:
            return replay(options, pair)
        except Unavailable as problem:
            return "unavailable", {}, [str(problem)]

    counts = collections.Counter()
    with concurrent.futures.ThreadPoolExecutor(options.j) as pool:
        for pair, (outcome, wrong, said) in zip(pairs, pool.map(run, pairs)):
            counts[outcome] += 1
            print("%-11s %s %s -> %s" % (outcome, pair["package"], pair["old"], pair["new"]), flush=True)
            loud = options.v or outcome in ("SILENT", "CRASH")
            for name, how in list(wrong.items())[:8 if loud else 0]:
                print("              %s: %s" % (name, how))
            for text in said[:3 if outcome in ("refused", "announced", "unavailable") or options.v else 0]:
                print("              " + text)
    print("%d pairs: %s" % (len(pairs), ", ".join("%s %d" % c for c in sorted(counts.items()))))
    if counts["SILENT"] or counts["CRASH"]:
        sys.exit(1)
    if counts["unavailable"] == len(pairs):
        print("no release could be downloaded: nothing was measured")
