"""Makes a failing pair small: statements and modules are dropped as long as it stays silently wrong."""
import copy

from . import compare
from .session import Died, Session, write


class Trial:
    """Runs one pair after the other, each under a new program name."""

    def __init__(self, options):
        self.options, self.session, self.count = options, None, 0

    def fails(self, before, after):
        """The differences when the pair is silently wrong, else None."""
        self.count += 1
        if self.session is None or self.count % 20 == 0:
            self.end()
            self.session = Session(self.options.binary, self.options.python)
            self.session.start()
        name = "p9%06d" % self.count
        session = self.session
        try:
            start = session.fresh(name, before.imports(name), before.files(name))
            if "problem" in start:
                return None
            fresh = session.fresh(name, after.imports(name), after.files(name))
            if "problem" in fresh:
                return None
            write(session.source, before.files(name))
            live = session.live.ask(op="begin", program=name, imports=before.imports(name), path=session.source, touch=False)
            if "problem" in live:
                return None
            write(session.source, after.files(name), before.files(name))
            outcome = session.reload()
            now = session.live.ask(op="again", program=name)
            write(session.source, {}, after.files(name))
            if "problem" in now:
                return None
            result, wrong = compare.judge(live, outcome, now, fresh)
            return (wrong, outcome) if result == "SILENT" else None
        except Died:
            self.end()
            return None

    def end(self):
        if self.session:
            self.session.end()
            self.session = None


def smaller(before, after):
    """Pairs with one thing less."""
    for name in [n for n in set(before.modules) | set(after.modules) if n != "__init__"]:
        b, a = copy.deepcopy(before), copy.deepcopy(after)
        for program in (b, a):
            program.modules.pop(name, None)
            for module in program.modules.values():
                module.statements = [s for s in module.statements if not (s.kind == "import" and s.parts["module"] == name)]
        yield b, a
    ids = []
    for program in (after, before):
        for module in program.modules.values():
            ids += [s.id for s in module.statements if s.id not in ids]
    for id in reversed(ids):
        yield without(before, id), without(after, id)
    for id in ids:
        for b, a in simpler(before, after, id):
            yield b, a


def without(program, id):
    program = copy.deepcopy(program)
    for module in program.modules.values():
        module.statements = [s for s in module.statements if s.id != id]
    return program


def simpler(before, after, id):
    """One list part of a statement without one of its items, in both."""
    olds = [s for m in before.modules.values() for s in m.statements if s.id == id]
    for part, value in (olds[0].parts.items() if olds else ()):
        if isinstance(value, list):
            for item in value:
                b, a = copy.deepcopy(before), copy.deepcopy(after)
                for program in (b, a):
                    for module in program.modules.values():
                        for s in module.statements:
                            if s.id == id and isinstance(s.parts.get(part), list):
                                s.parts[part] = [v for v in s.parts[part] if v != item]
                yield b, a


def shrink(trial, before, after, limit=250):
    found = trial.fails(before, after)
    if found is None:
        return before, after, None
    progress = True
    while progress and trial.count < limit:
        progress = False
        for b, a in smaller(before, after):
            if trial.count >= limit:
                break
            try:
                now = trial.fails(b, a)
            except Exception:
                continue
            if now is not None:
                before, after, found, progress = b, a, now, True
                break
    return before, after, found


def show(options, pair):
    """Shrinks a pair and prints it as before and after."""
    trial = Trial(options)
    try:
        before, after, found = shrink(trial, pair.before[0], pair.after[0])
    finally:
        trial.end()
    print("\n== %s %s (%s)%s" % (pair.result, pair.seed, pair.phrase, "" if found else ": alone it does not fail"))
    if found is None:
        print("   ", pair.wrong)
        return
    wrong, outcome = found
    for name, how in wrong.items():
        print("   %s: %s" % (name, how))
    print("   findings: %s" % [f.get("message") for f in outcome.get("findings", ())])
    old, new = before.files("p"), after.files("p")
    print("   imported: %s" % ", ".join(before.imports("p")))
    for path in sorted(set(old) | set(new)):
        print("--- %s before%s" % (path, " and after" if old.get(path) == new.get(path) else ""))
        print(old.get(path, b"<missing>").decode("latin-1"), end="")
        if old.get(path) != new.get(path):
            print("--- %s after" % path)
            print(new.get(path, b"<missing>").decode("latin-1"), end="")
