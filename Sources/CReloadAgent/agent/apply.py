"""Applying a plan: all of it, or none.

The plan comes from the command line tool, which has compared the sources and decided what has to run. Here the steps meet the
live process: what the plan takes for granted is checked, every write is journaled, and whatever goes wrong before the commit
point takes everything back.
"""

import gc
import importlib
import importlib.util
import linecache
import os
import sys
import time

from . import attempts, baseline, holders, hooks, lacking, members, merge, names, properties, statements, swap, swaps, verify
from .findings import ClientGone, Refused, finding, problem_found
from .journal import MISSING, Journal
from .source import Source


def run(plan, report, connected, tries=None):
    """Applies a plan and returns the outcome, or None when it has to be tried again. `report` gets one dict for each step."""
    tries = attempts.Attempts(0) if tries is None else tries
    try:
        return attempt(plan, report, connected, tries)
    except attempts.Postponed:
        return None
    finally:
        attempts.stop_watching()


def attempt(plan, report, connected, tries):
    """One attempt; raises Postponed when there is time for another one."""
    transaction = tries.transaction or Transaction(plan, connected)
    started = time.monotonic()
    try:
        try:
            tries.check_imports(any(step["action"] in ("execute", "import") for step in plan["steps"]))
            if tries.transaction is None:
                transaction.prepare()
            tries.enter(transaction)
        except attempts.Postponed as problem:
            if not tries.expired():
                raise
            raise problem.refusal
        for step in plan["steps"]:
            began = time.monotonic()
            if step["action"] in ("execute", "import", "hook"):
                report({"type": "begin", "id": step["id"], "module": step["module"], "line": step.get("lines", (0,))[0]})
            outcome = transaction.step(step)
            done = {"type": "step", "id": step["id"], "outcome": outcome, "ms": round((time.monotonic() - began) * 1000, 3)}
            transaction.done.append({"id": step["id"], "outcome": outcome, "ms": done["ms"]})
            report(done)
        transaction.finish()
        if not connected():
            raise ClientGone("the client has gone away")
    except attempts.Postponed:
        raise
    except BaseException as problem:
        outcome = transaction.take_back(problem, started)
        tries.transaction = tries.flight = None
        tries.open()
        # Classes that were made and not needed leave `__subclasses__()` with the frames that held them.
        problem.__traceback__ = problem.__context__ = None
        transaction.remains = True
        transaction.let_go()
        if isinstance(problem, attempts.OutOfTime) and problem.blocked and not transaction.beyond and not tries.expired():
            # Whoever it waited for may need the main thread to go on.
            raise attempts.Postponed(problem) from None
        return tries.described(outcome)
    transaction.commit()
    tries.open()
    outcome = transaction.outcome(plan["verdict"], True, started)
    # The collector may look through the whole heap: the program has the new code by then.
    transaction.let_go()
    return tries.described(outcome)


class Transaction(swaps.Swaps, statements.Statements, names.Names):
    """One application of a plan: what it has read, changed and found."""

    def __init__(self, plan, connected):
        self.plan = plan
        self.connected = connected
        self.journal = Journal()
        self.sources = {}
        self.done = []
        self.findings = []
        self.originals = {}  # (module, name) -> value before this apply
        self.replaced = []  # objects that lost their name to another one
        self.touched = {}  # module -> names written
        self.moved = {}  # (module, name) -> whether the program had changed it before this apply
        self.caches = []
        self.pairing = swap.Pairing()
        self.modules_before = None
        self.classes = []  # classes that ran again
        self.trees = {}  # source -> its tree
        self.emptied = []  # containers of classes that were made anew
        self.collecting = []  # places of classes and functions that get their old value back, as members.py says
        self.reshaped = []  # (weakly the old class, name, source, step) of tuples that have other fields now
        self.settled = set()  # modules whose names count as their state already
        self.kept = set()  # (module, name) that keep a value of their own, and are reported
        self.beyond = []  # (source, step) of statements whose effects the journal can't undo
        self.verification = None
        self.remains = False  # whether classes that were alive before wait for the garbage collector
        self.scratch = []  # classes made by this apply that wait for it, weakly

    # -- before anything is changed -----------------------------------------------------------------------------------

    def prepare(self):
        self.modules_before = set(sys.modules)
        if gc.get_freeze_count():
            # Frozen objects are hidden from every search of the heap; functions among them would keep old code.
            gc.unfreeze()
        for entry in self.plan["modules"]:
            source = Source(entry)
            self.sources[source.name] = source
            if entry.get("new") and source.module is not None:
                source.read()
        importlib.invalidate_caches()
        self.note_moved()
        self.check_inputs()
        if self.plan.get("fresh"):
            self.verification = verify.Verification(self.plan["fresh"])
        for source in self.sources.values():
            if source.entry.get("movedTo") and source.module is not None:
                self.relocate(source)

    def note_moved(self):
        """Finds out what the program has changed, before steps change what such values are made of."""
        for step in self.plan["steps"]:
            record = baseline.records.get(step["module"])
            if step["action"] == "execute" and record is not None:
                for name in step["binds"]:
                    self.mutated(record, name)

    def check_inputs(self):
        """What statements read must be as imported, but for what this apply itself gives another value."""
        written = set()
        for step in self.plan["steps"]:
            for path in step.get("requires", ()):
                if path not in written:
                    self.require(path, step["module"])
            names = step.get("binds") or ([step["name"]] if step["action"] == "rebind" else ())
            written.update("%s.%s" % (step["module"], name) for name in names)

    def relocate(self, source):
        """Gives a module the attributes that its import from the new file would."""
        is_package = os.path.basename(source.file) == "__init__.py"
        folders = [os.path.dirname(source.file)] if is_package else None
        spec = importlib.util.spec_from_file_location(source.name, source.file, submodule_search_locations=folders)
        attributes = {"__file__": source.file, "__spec__": spec, "__loader__": spec.loader, "__package__": spec.parent,
                      "__cached__": spec.cached}
        for name, value in attributes.items():
            self.journal.set_item(source.namespace, name, value)
        if is_package:
            self.journal.set_item(source.namespace, "__path__", folders)
        else:
            self.journal.delete_item(source.namespace, "__path__")

    def source(self, step):
        source = self.sources.get(step["module"])
        if source is None or source.module is None:
            module = sys.modules.get(step["module"])
            if module is None:
                return None
            source = Source({"name": step["module"]})
            self.sources[step["module"]] = source
        return source

    # -- steps --------------------------------------------------------------------------------------------------------

    def step(self, step):
        if step["action"] == "import":
            return self.import_module(step)
        source = self.source(step)
        if source is None:
            return "not loaded"
        return getattr(self, "do_" + step["action"])(step, source)

    def do_hook(self, step, source):
        {"__reload_dispose__": hooks.dispose, "__reload_accept__": hooks.accept}[step["name"]](self, source)
        return "done"

    def import_module(self, step):
        if step["module"] in sys.modules:
            return "nothing to do"
        with attempts.statement(may_block=True):
            importlib.import_module(step["module"])
        return "done"

    def records(self):
        """Everything the agent remembers of loaded modules."""
        return baseline.records.values()

    def find(self, rule, severity, message, source, step=None):
        self.findings.append(finding(
            rule, severity, message, module=source.name, path=source.record.file if source.record else "",
            line=step["lines"][0] if step and "lines" in step else 0, because=[step["because"]] if step else []))

    def find_captured(self, count, module, name):
        # Whoever holds a deleted definition goes on with it, as after any `del`.
        gone = holders.bound((module, name)) is MISSING
        self.findings.append(finding(
            "RP301", "info" if gone else "warning", "%d other object%s still hold%s the old value of %s.%s" % (
                count, "" if count == 1 else "s", "s" if count == 1 else "", module, name),
            module=module, help="restart if old and new must not be mixed"))

    def warn(self, rule, message, module, help=""):
        self.findings.append(finding(rule, "warning", message, module=module, help=help))

    # -- the end ------------------------------------------------------------------------------------------------------

    def finish(self):
        members.settle(self)
        properties.forget(self)
        for source in self.sources.values():
            if source.module is not None:
                self.drop_annotations(source)
        try:
            holders.hand_over(self)
        except merge.Unmergeable as problem:
            raise Refused(str(problem), rule="RP501")
        self.report_reshaped()
        if any(new.co_name in ("__subclasshook__", "__subclasscheck__") for _, new in self.pairing.pairs.values()):
            merge.forget_answers()
        earlier = lacking.Earlier(self.journal)
        hooks.migrate(self, earlier)
        lacking.report(self, earlier)
        if self.verification is not None:
            self.verification.check(self.kept)
            self.findings += self.verification.unverified()

    def report_reshaped(self):
        """Tuples can't grow: old ones keep their class. What a name was bound to and has lost is nobody's, or told of elsewhere."""
        replaced = {id(old) for _, old in self.replaced}
        for cls, name, source, step in self.reshaped:
            alive = merge.instances(cls()) if cls() is not None else ()
            count = sum(id(instance) not in replaced for instance in alive)
            if count:
                self.find("RP501", "warning", "%s has other fields now; %d live instance%s the old class" % (
                    name, count, " keeps" if count == 1 else "s keep"), source, step)

    def commit(self):
        for wrapper in self.caches:
            wrapper.cache_clear()
        for source in self.sources.values():
            if source.entry.get("new") and source.code is not None:
                source.record.file = source.file
                baseline.accept(source.name, source.bytes, source.code, () if source.name in self.settled else self.touched.get(source.name, ()))
                linecache.checkcache(source.file)
                _remove_bytecode(source.file)
            elif "new" in source.entry and not source.entry["new"]:
                baseline.records.pop(source.name, None)
        for module, touched in self.touched.items():
            record = baseline.records.get(module)
            if record is not None and module not in self.settled:
                record.rebound(touched)
        baseline.inputs.update(self.plan.get("inputs", {}))

    def let_go(self):
        """Forgets what was there before, or what was made and is not needed."""
        self.journal.close()
        self.replaced, self.classes, self.originals = [], [], {}
        self.collecting, self.emptied, self.trees = [], [], {}
        if not self.remains and any(cls() is not None for cls in self.scratch):
            # What is young is soon looked through: a whole collection of a million objects takes 50 ms.
            gc.collect(1)
        if self.remains or any(cls() is not None for cls in self.scratch):
            gc.collect()

    def take_back(self, problem, started):
        whole = self.journal.undo()
        for wrapper in self.caches:
            wrapper.cache_clear()
        for name in set(sys.modules) - (self.modules_before or set(sys.modules)):
            if baseline.covers(sys.modules[name]):
                module = sys.modules.pop(name)
                baseline.records.pop(name, None)
                parent, _, leaf = name.rpartition(".")
                if parent in sys.modules and vars(sys.modules[parent]).get(leaf) is module:
                    del vars(sys.modules[parent])[leaf]
        outcome = self.outcome("restart", False, started)
        outcome["undone"] = True
        outcome["findings"] = [problem_found(problem)]
        for source, step in self.beyond:
            outcome["partial"] = True
            outcome["findings"].append(finding(
                "RP612", "blocker", "what line %d of %s did beside binding names is not taken back" % (step["lines"][0], source.name),
                source.name, source.file, step["lines"][0], help="restart the program"))
        if not whole:
            outcome["partial"] = True
            outcome["findings"] += [finding("RP612", "blocker", "could not take back: " + f, help="restart the program")
                                    for f in self.journal.failures]
        return outcome

    def outcome(self, verdict, applied, started):
        return {"type": "outcome", "verdict": verdict, "applied": applied, "steps": self.done, "findings": self.findings,
                "undone": False, "partial": False, "ms": round((time.monotonic() - started) * 1000, 3)}


def _remove_bytecode(path):
    """CPython takes a .pyc for current when the source's time and size are the same: after an edit it may not be."""
    import importlib.util
    try:
        os.remove(importlib.util.cache_from_source(path))
    except (OSError, NotImplementedError, ValueError):
        pass
