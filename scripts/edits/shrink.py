"""Makes a failing pair small: statements and modules are dropped as long as it stays silently wrong."""
import copy

from . import compare
from .programs import HEADER
from .session import Died, Session, write


class Trial:
    """Runs one pair after the other, each under a new program name."""

    def __init__(self, options):
        self.options, self.session, self.count = options, None, 0

    def fails(self, versions):
        """The differences when the last edit is silently wrong, else None. The edits before it must be driven."""
        self.count += 1
        if self.session is None or self.count % 20 == 0:
            self.end()
            self.session = Session(self.options.binary, self.options.python)
            self.session.start()
        name = "p9%06d" % self.count
        session, first = self.session, versions[0]
        try:
            if "problem" in session.fresh(name, first.imports(name), first.files(name)):
                return None
            write(session.source, first.files(name))
            live = session.live.ask(op="begin", program=name, imports=first.imports(name), path=session.source, touch=self.touched)
            if "problem" in live:
                return None
            for before, after in zip(versions, versions[1:]):
                last = after is versions[-1]
                fresh = session.fresh(name, after.imports(name), after.files(name))
                write(session.source, after.files(name), before.files(name))
                outcome = session.reload()
                now = session.live.ask(op="again", program=name, renew=True)
                if "problem" in now:
                    return ({"again": now["problem"]}, outcome) if last else None
                result, wrong = compare.judge(live, outcome, now, fresh)
                if last:
                    write(session.source, {}, after.files(name))
                    if result == "SILENT" and ("start" in wrong) == self.fails_at_start:
                        return wrong, outcome
                elif result not in ("equal", "announced"):
                    write(session.source, {}, after.files(name))
                    return None
                live = {**now, "unused": compare.unused(now, fresh)}
            return None
        except Died:
            self.end()
            return None

    def end(self):
        if self.session:
            self.session.end()
            self.session = None


def smaller(versions):
    """Sequences of versions with one thing less."""
    for index in range(len(versions) - 2, 0, -1):
        yield versions[:index] + versions[index + 1:]
    for name in sorted({n for v in versions for n in v.modules if n != "__init__"}):
        copies = copy.deepcopy(versions)
        for program in copies:
            program.modules.pop(name, None)
            for module in program.modules.values():
                module.statements = [s for s in module.statements if not (s.kind == "import" and s.parts["module"] == name)]
        yield copies
    ids = []
    for program in versions:
        for module in program.modules.values():
            ids += [s.id for s in module.statements if s.id not in ids]
    for id in reversed(ids):
        copies = copy.deepcopy(versions)
        for program in copies:
            for module in program.modules.values():
                module.statements = [s for s in module.statements if s.id != id]
        yield copies
    for id in ids:
        yield from simpler(versions, id)


def simpler(versions, id):
    """One list part of a statement without one of its items, in all versions."""
    found = [s for v in versions for m in v.modules.values() for s in m.statements if s.id == id]
    for part, value in found[0].parts.items():
        for item in value if isinstance(value, list) else ():
            copies = copy.deepcopy(versions)
            for s in (s for v in copies for m in v.modules.values() for s in m.statements if s.id == id):
                if isinstance(s.parts.get(part), list):
                    s.parts[part] = [v for v in s.parts[part] if v != item]
            yield copies


def shrink(trial, versions, limit=250):
    found = trial.fails(versions[-2:])
    if found is not None:
        versions = versions[-2:]
    else:
        found = trial.fails(versions)
    progress = found is not None
    while progress and trial.count < limit:
        progress = False
        for smaller_one in smaller(versions):
            if trial.count >= limit:
                break
            try:
                now = trial.fails(smaller_one)
            except Exception:
                continue
            if now is not None:
                versions, found, progress = smaller_one, now, True
                break
    return versions, found


def show(options, pair):
    """Shrinks a pair and prints it as before and after."""
    trial = Trial(options)
    trial.fails_at_start, trial.touched = "start" in pair.wrong, pair.touched
    try:
        versions, found = shrink(trial, pair.versions)
    finally:
        trial.end()
    print("\n== %s %s (%s)%s" % (pair.result, pair.seed, pair.phrase, "" if found else ": alone it does not fail"))
    if found is None:
        print("   ", pair.wrong)
        return
    wrong, outcome = found
    for name, how in wrong.items():
        print("   %s: %s" % (name, how))
    print("   verdict %s; findings: %s" % (outcome.get("verdict"), [f.get("message") for f in outcome.get("findings", ())]))
    print("   imported: %s" % ", ".join(versions[0].imports("p")))
    old = {}
    for number, program in enumerate(versions):
        files = program.files("p")
        for path in sorted(set(old) | set(files)):
            if old.get(path) != files.get(path):
                print("--- %s, version %d" % (path, number))
                print(files.get(path, b"<deleted>\n").decode("latin-1").replace(HEADER, ""), end="")
        old = files
