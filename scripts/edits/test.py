"""Draws programs and edits, applies them live, judges, shrinks what is silently wrong, prints the table."""
import argparse
import collections
import multiprocessing
import os
import queue as queues
import random
import subprocess
import sys
import time

from . import changes, compare, programs, shrink
from .session import Died, Session, write

PER_SESSION = 25
EDITS = 3


class Spoiled(Exception):
    """The process is not as its files say: other programs need another one."""


class Pair:
    """What came of one edit."""

    def __init__(self, seed, phrase, result, wrong=None, reason="", text="", versions=(), touched=False):
        self.seed, self.phrase, self.result, self.wrong, self.reason, self.text = seed, phrase, result, wrong or {}, reason, text
        self.versions, self.touched = list(versions), touched


def started(session, name, program):
    """A fresh start; programs that call themselves without end are left out."""
    try:
        return session.fresh(name, program.imports(name), program.files(name))
    except Died as problem:
        return {"problem": str(problem), "endless": True}


def run_program(session, seed, edits=EDITS):
    """One program and up to `edits` edits, one after the other."""
    rng = random.Random(seed)
    program, name = None, "p%07d" % seed
    for _ in range(20):
        program = programs.draw(rng)
        start = started(session, name, program)
        if "problem" not in start:
            break
    else:
        return
    files = program.files(name)
    write(session.source, files)
    touched = rng.random() < 0.4
    before = session.live.ask(op="begin", program=name, imports=program.imports(name), path=session.source, touch=touched)
    if "problem" in before:
        yield Pair(seed, "start", "CRASH", {"start": before["problem"]})
        return
    broken = compare.differing(before, start)
    if broken:
        raise Died("the oracle does not agree with itself: %r" % broken)
    untouched, versions = start["states"], [program]
    for number in range(edits):
        edited = phrase = fresh = None
        for _ in range(12):
            drawn = changes.change(program, rng)
            if drawn is None or drawn[0].files(name) == files:
                continue
            fresh = started(session, name, drawn[0])
            if "endless" in fresh:
                continue
            if "problem" in fresh and rng.random() < 0.93:
                continue
            edited, phrase = drawn
            break
        if edited is None:
            return
        after_files = edited.files(name)
        write(session.source, after_files, files)
        before["untouched"] = untouched
        outcome = session.reload()
        after = session.live.ask(op="again", program=name, renew=True)
        if "problem" in after:
            yield Pair(seed, phrase, "CRASH", {"again": after["problem"]}, versions=versions + [edited], touched=touched)
            raise Spoiled
        result, wrong = compare.judge(before, outcome, after, fresh)
        reasons = [f for f in outcome.get("findings", ()) if f.get("severity") == "blocker"]
        reason = "%s %s" % (reasons[0].get("rule", ""), reasons[0].get("message", "")) if reasons else ""
        yield Pair(seed * 10 + number, phrase, result, wrong, reason, str(outcome.get("findings"))[:1500], versions + [edited], touched)
        if result == "SILENT":
            raise Spoiled
        if result == "refused":
            write(session.source, files, after_files)
            outcome = session.reload()
            if outcome.get("verdict") not in ("nothing", None):
                yield Pair(seed, "revert", "SILENT", {"revert": "verdict %s after the file was put back, refused was: %s %s" % (
                    outcome.get("verdict"), phrase, reason)}, text=str(outcome)[:6000])
                raise Spoiled
        else:
            program, files, untouched = edited, after_files, fresh["states"]
            versions.append(edited)
            before = {**after, "unused": compare.unused(after, fresh)}
    session.live.ask(op="end", program=name)


def work(options, seeds, results):
    """One worker: sessions of a few programs each."""
    seeds = list(seeds)
    while seeds:
        part, seeds = seeds[:PER_SESSION], seeds[PER_SESSION:]
        session = Session(options.binary, options.python, ["--verify"] if options.verify else [])
        try:
            session.start()
            for seed in part:
                for pair in run_program(session, seed):
                    results.put(pair)
        except Spoiled:
            seeds = part[part.index(seed) + 1:] + seeds
        except (Died, subprocess.TimeoutExpired) as problem:
            results.put(Pair(seed, "?", "CRASH", {"process": str(problem)}))
            seeds = part[part.index(seed) + 1:] + seeds
        finally:
            session.end()
    results.put(None)


def lines_of(pair):
    """The source lines that a refusal names."""
    import re
    found = []
    for number in re.findall(r"line (\d+)", pair.reason):
        for path, data in pair.versions[-1].files("p").items():
            lines = data.decode("latin-1").splitlines()
            if int(number) <= len(lines):
                found.append("%s: %s" % (path, lines[int(number) - 1]))
    return found


def key_of(reason):
    """Reasons without names and numbers, so that they can be counted."""
    import re
    reason = re.sub(r"p\d{7}[\w.]*", "M", reason)
    reason = re.sub(r"\b[A-Za-z_]+\d+(_\w+)?\b", "N", reason)
    return re.sub(r"\d+", "#", reason)[:150]


def main():
    parser = argparse.ArgumentParser(prog="check-edits", description=__doc__)
    parser.add_argument("--binary", required=True)
    parser.add_argument("--python", default=sys.executable)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--count", type=int, default=300, help="edits to judge")
    parser.add_argument("--full", action="store_true", help="20,000 edits")
    parser.add_argument("--verify", action="store_true", help="reload with --verify: what it takes back counts as refused")
    parser.add_argument("-j", type=int, default=2)
    parser.add_argument("--show", type=int, default=5, help="failures to shrink and print")
    parser.add_argument("--least", type=float, default=80.0, help="least share driven, in percent")
    parser.add_argument("--seconds", type=float, help="stop after this time")
    parser.add_argument("--programs", help="only these programs, by the number in a printed pair without its last digit")
    parser.add_argument("--no-shrink", action="store_true")
    parser.add_argument("-v", action="store_true")
    options = parser.parse_args()
    options.binary = os.path.abspath(options.binary)
    count = 20000 if options.full else options.count
    queue, jobs = multiprocessing.Queue(), []
    step = 1000003 // options.j
    for job in range(options.j):
        first = options.seed * 10 + job * step
        seeds = range(first, first + count)
        if options.programs:
            seeds = [int(n) for n in options.programs.split(",")][job::options.j]
        jobs.append(multiprocessing.Process(target=work, args=(options, seeds, queue)))
        jobs[-1].start()
    pairs, began, running = [], time.time(), len(jobs)
    while len(pairs) < count and running and not (options.seconds and time.time() - began > options.seconds):
        try:
            pair = queue.get(timeout=1)
        except queues.Empty:
            continue
        if pair is None:
            running -= 1
            continue
        pairs.append(pair)
        if options.v and pair.result == "refused":
            print("refused", pair.seed, pair.phrase, pair.reason, "|", lines_of(pair), flush=True)
        if options.v and pair.result not in ("equal", "refused"):
            print(pair.result, pair.seed, pair.phrase, pair.wrong, pair.text, flush=True)
    for job in jobs:
        job.terminate()
    report(options, pairs, time.time() - began)
    bad = [p for p in pairs if p.result in ("SILENT", "CRASH")]
    if not options.no_shrink:
        for pair in bad[:options.show]:
            if pair.versions:
                shrink.show(options, pair)
    driven = sum(p.result in ("equal", "announced") for p in pairs)
    if bad or 100.0 * driven / max(1, len(pairs)) < options.least:
        sys.exit(1)


def report(options, pairs, seconds):
    counts = collections.Counter(p.result for p in pairs)
    total = max(1, len(pairs))
    driven = counts["equal"] + counts["announced"]
    print("%d edits in %.0f s (seed %d): equal %d, announced %d, refused %d, SILENT %d, CRASH %d; driven %.1f %%" % (
        len(pairs), seconds, options.seed, counts["equal"], counts["announced"], counts["refused"], counts["SILENT"], counts["CRASH"],
        100.0 * driven / total))
    print("by edit:")
    by_edit = collections.defaultdict(collections.Counter)
    for p in pairs:
        by_edit[p.phrase.split(":")[0]][p.result] += 1
    for phrase, c in sorted(by_edit.items(), key=lambda i: -sum(i[1].values())):
        print("  %-24s %5d: %s" % (phrase, sum(c.values()), ", ".join("%s %d" % i for i in sorted(c.items()))))
    print("refused because:")
    reasons = collections.Counter(key_of(p.reason) for p in pairs if p.result == "refused")
    for reason, n in reasons.most_common(25):
        print("  %5d  %s" % (n, reason))
    for p in [p for p in pairs if p.result in ("SILENT", "CRASH")][:20]:
        print("%s %s (%s): %s" % (p.result, p.seed, p.phrase, "; ".join("%s: %s" % i for i in sorted(p.wrong.items()))[:500]))
