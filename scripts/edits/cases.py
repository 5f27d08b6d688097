"""Runs cases: a folder with before/, after/ (whole trees; after2/ and after3/ for further edits), and case.json. What is
expected holds after the last edit.

    case.json   {"about": one sentence,
                 "setup": Python run in the process before the edit (it may import the program and keep references),
                 "expect": {expression: what repr() of its value must be after the reload, in the names setup made},
                 "report": whether the user must be told something,
                 "refuse": true when only a restart is right: then "expect" is what the old code gives,
                 "options": the arguments of `reload`, ["--verify"] when left out,
                 "python": the least version, as "3.10",
                 "faults": false where check-faults can't judge it: its functions block, or docs/limits.md says what stays after undoing}

What reload may answer is in scripts/edits/session.py. A value that differs while nothing was reported is silently wrong.
"""
import argparse
import concurrent.futures
import json
import os
import shutil
import subprocess
import sys
import tempfile
import time

from .session import Died, Worker

HERE = os.path.dirname(os.path.abspath(__file__))
OWN = os.path.join(HERE, "..", "..", "Tests", "LiveTests", "Fixtures", "edits")
PROBE = os.path.join(HERE, "probe.py")
REPORTING = ("warning", "blocker")
SKIPPED = "skipped"
STAGES = ("after", "after2", "after3")


def tree(folder):
    found = {}
    for place, _, names in os.walk(folder):
        for name in names:
            path = os.path.join(place, name)
            with open(path, "rb") as file:
                found[os.path.relpath(path, folder)] = file.read()
    return found


def apply_tree(source, before, after):
    for path, data in after.items():
        if before.get(path) != data:
            target = os.path.join(source, path)
            os.makedirs(os.path.dirname(target), exist_ok=True)
            with open(target, "wb") as file:
                file.write(data)
    for path in before:
        if path not in after:
            os.remove(os.path.join(source, path))


def reload(binary, pid, source, options=()):
    call = subprocess.run([binary, "reload", "--pid", str(pid), "--project", source, "--json", *options], stdin=subprocess.DEVNULL,
                          stdout=subprocess.PIPE, stderr=subprocess.PIPE, timeout=60)
    try:
        return json.loads(call.stdout)
    except ValueError:
        raise Died("no JSON from reload (exit %d): %s" % (call.returncode, call.stderr.decode("utf8", "replace")[-600:]))


def start(options, case, source):
    return Worker([options.binary, "run", "--project", source, "--no-watch", "--", options.python, PROBE, os.path.join(case, "case.json")], source)


def run_case(options, case):
    """("right" | "refused" (the process is as it was, though it could be driven) | "told" | "unreported" | "SILENT" | "DIED" | "skipped", details)"""
    with open(os.path.join(case, "case.json")) as file:
        spec = json.load(file)
    if tuple(map(int, spec.get("python", "3.8").split("."))) > options.version:
        return SKIPPED, "needs %s" % spec["python"]
    folder = tempfile.mkdtemp(prefix="case-")
    source = os.path.join(folder, "src")
    os.makedirs(source)
    program = None
    try:
        before = tree(os.path.join(case, "before"))
        apply_tree(source, {}, before)
        program = start(options, case, source)
        for stage in [s for s in STAGES if os.path.isdir(os.path.join(case, s))]:
            after = tree(os.path.join(case, stage))
            apply_tree(source, before, after)
            outcome = reload(options.binary, program.pid, source, spec.get("options", ["--verify"]))
            before = after
        seen = program.ask(op="check")
        wrong = {e: (v, seen.get(e)) for e, v in spec["expect"].items() if seen.get(e) != v}
        reported = outcome.get("verdict") == "restart" or any(f.get("severity") in REPORTING for f in outcome.get("findings", ()))
        messages = "; ".join(f.get("message", "") for f in outcome.get("findings", ()))
        details = "verdict %s; %s; findings: %s" % (outcome.get("verdict"), wrong, messages)
        if spec.get("refuse") and outcome.get("applied"):
            return "SILENT" if not reported else "told", "applied, though only a restart is right; " + details
        if outcome.get("verdict") == "restart" and not outcome.get("applied") and not spec.get("refuse"):
            return "refused", details
        if wrong:
            return "told" if reported else "SILENT", details
        if spec.get("report") and not reported:
            return "unreported", details
        return ("noise" if reported and not spec.get("report") and not spec.get("refuse") else "right"), details
    except (Died, subprocess.TimeoutExpired) as problem:
        return "DIED", str(problem)
    finally:
        if program:
            program.end()
        shutil.rmtree(folder, ignore_errors=True)


def main():
    parser = argparse.ArgumentParser(prog="check-scenarios", description=__doc__)
    parser.add_argument("--binary", required=True)
    parser.add_argument("--python", default=sys.executable)
    parser.add_argument("--dir", default=OWN)
    parser.add_argument("--only", default="")
    parser.add_argument("-j", type=int, default=2)
    parser.add_argument("-v", action="store_true")
    options = parser.parse_args()
    options.binary, options.dir = os.path.abspath(options.binary), os.path.abspath(options.dir)
    options.version = tuple(map(int, subprocess.check_output(
        [options.python, "-c", "import sys; print('%d %d' % sys.version_info[:2])"], text=True).split()))
    names = sorted(n for n in os.listdir(options.dir) if os.path.exists(os.path.join(options.dir, n, "case.json")))
    if options.only:
        names = [n for n in names if n.startswith(tuple(options.only.split(",")))]
    began = time.time()
    with concurrent.futures.ThreadPoolExecutor(options.j) as pool:
        results = list(pool.map(lambda n: (n,) + run_case(options, os.path.join(options.dir, n)), names))
    counts = {}
    for name, result, details in results:
        counts[result] = counts.get(result, 0) + 1
        if result not in ("right", SKIPPED) or options.v:
            print("%-10s %s: %s" % (result, name, details))
    print("python %d.%d: %d cases in %.1f s: %s" % (options.version + (len(results), time.time() - began, ", ".join(
        "%s %d" % (k, counts.get(k, 0)) for k in ("right", "refused", "told", "noise", "unreported", "SILENT", "DIED", SKIPPED)))))
    sys.exit(1 if not results or any(counts.get(k) for k in ("SILENT", "DIED", "unreported", "noise", "told"))
             or counts.get("refused", 0) > len(results) // 10 else 0)
