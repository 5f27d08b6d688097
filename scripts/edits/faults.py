"""Injects failures into reloads and compares the process with what it was before."""
import argparse
import ast
import collections
import json
import os
import random
import subprocess
import sys
import time

from . import cases, changes, compare, programs
from .session import Died, Session, write

COMMAND = ("exception", "socket", "client")  # with a real command, after the last step
KINDS = ("exception", "exit", "interrupt", "undo-signal", "gone")  # in the process itself, at every place
WRITES = 12  # writes tried in one edit, spread evenly


class Edit:
    """One edit of a program: its name, what to import, and the files before and after."""

    def __init__(self, label, program, imports, before, after):
        self.label, self.program, self.imports, self.before, self.after = label, program, imports, before, after


def generated(seed, count):
    found, rng = 0, random.Random(seed)
    number = seed * 1000
    while found < count:
        number += 1
        program = programs.draw(rng)
        name = "p%07d" % number
        for _ in range(10):
            drawn = changes.change(program, rng)
            if drawn and drawn[0].files(name) != program.files(name):
                yield Edit(drawn[1], name, program.imports(name), program.files(name), drawn[0].files(name))
                found += 1
                break


def own(every=1):
    """The cases, each in a process of its own; of every so many only one, and none with `"faults": false` (see cases.py)."""
    for name in sorted(os.listdir(cases.OWN))[::every]:
        folder = os.path.join(cases.OWN, name)
        if not os.path.exists(os.path.join(folder, "case.json")):
            continue
        with open(os.path.join(folder, "case.json")) as file:
            spec = json.load(file)
        if spec.get("faults") is False:
            continue
        setup = spec["setup"]
        before, after = cases.tree(os.path.join(folder, "before")), cases.tree(os.path.join(folder, "after"))
        found = [m for m in imported(setup) if m.replace(".", "/") + ".py" in before or m.replace(".", "/") + "/__init__.py" in before]
        if found:
            modules = sorted({path.partition("/")[0].partition(".")[0] for path in [*before, *after] if path.endswith(".py")})
            yield Edit(name, modules, found, before, after)


def imported(setup):
    """The modules that the lines of a setup import, in order."""
    for node in ast.parse("\n".join(setup) if isinstance(setup, list) else setup).body:
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            yield node.module
            yield from ("%s.%s" % (node.module, alias.name) for alias in node.names)


def ask(session, **request):
    answer = session.live.ask(**request)
    if "problem" in answer:
        raise Died(answer["problem"])
    return answer


def trial(session, edit, place, kind, before):
    """One injection: (what it came to, details)."""
    ask(session, op="arm", place=place, kind=kind, names=edit.lasting)
    write(session.source, edit.after, edit.before)
    try:
        outcome = session.reload()
    except Died as problem:
        outcome = {"verdict": "unknown", "applied": None, "problem": str(problem)}
    seen = ask(session, op="seen")
    now = ask(session, op="again", program=edit.program, quiet=edit.quiet)
    write(session.source, edit.before, edit.after)
    return outcome, seen, now


def differences(now, before, missing):
    wrong = compare.differing(now, before)
    if now["held"] != before["held"]:
        wrong["held references"] = compare.short(now["held"], before["held"])
    if now["states"] != before["states"]:
        wrong["state"] = "changed"
    if missing:
        wrong["missing meanwhile"] = ", ".join(missing)
    return wrong


def judge(edit, place, kind, outcome, now, before, missing, counts, failures):
    counts["injections"] += 1
    wrong = differences(now, before, missing)
    if wrong or outcome.get("applied"):
        failures.append((edit, place, kind, wrong, outcome))
        return False
    counts["survived"] += 1
    return True


def inject(session, edit, counts, failures):
    try:
        # Some generated programs call themselves forever, with and without us.
        session.fresh(edit.program, edit.imports, edit.before)
        after = session.fresh(edit.program, edit.imports, edit.after)
    except Died:
        counts["endless"] += 1
        return
    before = session.live.ask(op="begin", program=edit.program, imports=edit.imports, path=session.source)
    if "problem" in before:
        return
    before = ask(session, op="again", program=edit.program)
    # What counts its calls is another program after each look that makes some.
    edit.quiet = bool(differences(ask(session, op="again", program=edit.program), before, ()))
    if edit.quiet:
        counts["looked at without calls"] += 1
        before = ask(session, op="again", program=edit.program, quiet=True)
    # Names that both versions have: no other thread may ever miss one.
    edit.lasting = {m: [n for n in names if not n.startswith("__") and n in after["modules"].get(m, ())]
                    for m, names in before["modules"].items()} if "modules" in after else {}
    # The first failures are at the very end, with a real command: they tell how many places there are, and leave the plan behind.
    for kind in COMMAND:
        outcome, seen, now = trial(session, edit, ("end", 0), kind, before)
        if outcome.get("applied") is False and not seen["steps"]:
            counts["edits refused before any step"] += 1
            return
        if outcome.get("partial") or seen["disposes"]:
            # What the program's own hook does is the program's to take back.
            counts["irreversible, so excepted"] += 1
            return
        if not judge(edit, ("end", 0), kind, outcome, now, before, seen["missing"], counts, failures):
            return
        if kind == COMMAND[0]:
            steps, writes = seen["steps"], seen["writes"]
    places = [("end", 0)] + [("step", n + 1) for n in range(steps)] + [
        ("write", n) for n in range(1, writes + 1, max(1, writes // WRITES))]
    write(session.source, edit.after, edit.before)
    done = ask(session, op="trials", timeout=300, program=edit.program, names=edit.lasting, quiet=edit.quiet,
               trials=[(place, kind) for place in places for kind in KINDS])
    write(session.source, edit.before, edit.after)
    counts["injections"] += done["fired"]
    counts["survived"] += done["fired"] - (done["failed"] is not None) - done["partial"]
    counts["irreversible, so excepted"] += done["partial"]
    counts["not reached"] += done["missed"]
    failed = done["failed"]
    if failed:
        wrong = differences(failed["now"], before, failed["missing"]) if failed["now"] else {"missing": failed["missing"]}
        failures.append((edit, failed["place"], failed["kind"], wrong, failed["outcome"]))
        return
    # A signal of the program's own is held until the change is made: it stops nothing and is not lost.
    outcome, seen, now = trial(session, edit, ("step", 1), "signal", before)
    if seen["fired"]:
        counts["injections"] += 1
        wrong = {} if outcome.get("applied") else compare.differing(now, before)
        if not wrong and not seen["missing"]:
            counts["survived"] += 1
            counts["signals held"] += 1
        else:
            failures.append((edit, ("step", 1), "signal", {"outcome": str(outcome)[:300], "missing": seen["missing"], **wrong}, outcome))


def described(edit, place, kind, wrong, outcome):
    return "FAILED %s (%s), %s at %s %d: applied %s; %s" % (
        edit.label, edit.program, kind, place[0], place[1], outcome.get("applied"), str(wrong)[:600])


def fresh_process(options):
    session = Session(options.binary, options.python)
    session.start()
    ask(session, op="install")
    return session


def main():
    parser = argparse.ArgumentParser(prog="check-faults", description=__doc__)
    parser.add_argument("--binary", required=True)
    parser.add_argument("--python", default=sys.executable)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--count", type=int, default=25, help="generated edits")
    parser.add_argument("--every", type=int, default=1, help="only one of so many own cases")
    parser.add_argument("--seconds", type=float, help="stop after this time")
    parser.add_argument("--full", action="store_true", help="500 generated edits")
    options = parser.parse_args()
    options.binary = os.path.abspath(options.binary)
    counts, began, failed, crashed = collections.Counter(), time.time(), 0, 0
    edits = list(own(options.every)) + list(generated(options.seed, 500 if options.full else options.count))
    session, used = None, 0
    for edit in edits:
        if options.seconds and time.time() - began > options.seconds:
            break
        isolated = not isinstance(edit.program, str)
        if session is None or isolated or used >= 20:
            if session:
                session.end()
            session, used = fresh_process(options), 0
        used += 1
        counts["edits"] += 1
        if sys.stderr.isatty():
            print("\r%d of %d edits" % (counts["edits"], len(edits)), end="", file=sys.stderr, flush=True)
        try:
            write(session.source, edit.before)
            failures = []
            inject(session, edit, counts, failures)
            for failure in failures:
                failed += 1
                print(described(*failure), flush=True)
            write(session.source, {}, edit.before)
        except (Died, subprocess.TimeoutExpired, OSError) as problem:
            crashed += 1
            print("CRASHED %s (%s): %s" % (edit.label, edit.program, str(problem)[-600:]), flush=True)
            session.end()
            session = None
        if isolated and session:
            session.end()
            session = None
    if session:
        session.end()
    print("%d edits in %.0f s: %d injections, %d survived, %d failed, %d crashed; %d edits were refused before any step" % (
        counts["edits"], time.time() - began, counts["injections"], counts["survived"], failed, crashed,
        counts["edits refused before any step"]))
    print("  edits of programs that count their calls, compared without making any: %d" % counts["looked at without calls"])
    print("  edits of programs that never answer in a fresh process either, left out: %d" % counts["endless"])
    print("  signals that came while a change was made: %d; places not reached: %d; plans with irreversible steps, excepted: %d" % (
        counts["signals held"], counts["not reached"], counts["irreversible, so excepted"]))
    sys.exit(1 if failed or crashed or not counts["injections"] else 0)
