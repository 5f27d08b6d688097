"""Applying a plan: all of it, or none.

The plan comes from the command line tool, which has compared the sources and decided what has to run. Here the steps meet the
live process: what the plan takes for granted is checked, every write is journaled, and whatever goes wrong before the commit
point takes everything back.
"""

import ast
import gc
import importlib
import importlib.util
import linecache
import os
import sys
import time
import types

from . import attempts, baseline, holders, lacking, merge, registries, running, swap
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
            if step["action"] in ("execute", "import"):
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
        transaction.journal.close()
        gc.collect()
        if isinstance(problem, attempts.OutOfTime) and problem.blocked and not tries.expired():
            # Whoever it waited for may need the main thread to go on.
            raise attempts.Postponed(problem) from None
        return tries.described(outcome)
    transaction.commit()
    tries.open()
    return tries.described(transaction.outcome(plan["verdict"], True, started))


class Transaction:
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
        self.remains = False  # whether scratch classes wait for the garbage collector

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
        self.check_inputs()
        for source in self.sources.values():
            if source.entry.get("movedTo") and source.module is not None:
                self.relocate(source)

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

    def do_swapCode(self, step, source):
        pairing = swap.Pairing()
        spans = [(tuple(m["old"]), tuple(m["new"])) for m in step["statements"]]
        try:
            pairing.match(source.record.code, source.code, spans)
        except swap.CannotPair as problem:
            raise Refused("the functions of %s, %s, don't correspond" % (source.name, problem), source.name)
        self.pairing.pairs.update(pairing.pairs)
        changed = pairing.changed()
        found, suspended = swap.holders_of([old for old, _ in changed] + pairing.orphans)
        self.note_running({id(old) for old, new in changed if not swap.same_instructions(old, new)},
                          [old for old, _ in changed], suspended)
        for old, new in changed:
            for function in found[id(old)]:
                self.swap(function, old, new, source)
        for holder in swap.sets_of_codes():
            for old, new in changed:
                if any(e is old for e in holder):
                    self.journal.call(holder.add, old)
                    holder.discard(old)
                    self.journal.call(holder.discard, new)
                    holder.add(new)
        for orphan in pairing.orphans:
            for function in found[id(orphan)]:
                self.find("RP305", "warning", "a live %s of %s keeps its old code: the new source has no such function" % (
                    orphan.co_name, swap.qualified_name(orphan)), source)
        return "done"

    def swap(self, function, old, new, source):
        if old.co_freevars != new.co_freevars:
            if set(old.co_freevars) ^ set(new.co_freevars) == {"__class__"} and self.regrow(function, old, new, source):
                return
            self.find("RP305", "warning", "%s keeps its old code: it captures other variables now" % function.__qualname__, source)
            return
        self.journal.set_attribute(function, "__code__", new)
        before, after = swap.docstring(old), swap.docstring(new)
        if before != after and function.__doc__ == before:
            self.journal.set_attribute(function, "__doc__", after)
            self.documents(function, before, after)

    def documents(self, function, before, after):
        """Wrappers and properties that copied the old docstring."""
        for holder in gc.get_referrers(function):
            if type(holder) is property and holder.__doc__ == before and holder.fget is function:
                try:
                    self.journal.set_attribute(holder, "__doc__", after)
                except AttributeError:
                    pass
            elif type(holder) is dict and holder.get("__wrapped__") is function:
                for wrapper in gc.get_referrers(holder):
                    if getattr(wrapper, "__wrapped__", None) is function and getattr(wrapper, "__doc__", None) == before:
                        self.journal.set_attribute(wrapper, "__doc__", after)
                        self.documents(wrapper, before, after)

    def regrow(self, function, old, new, source):
        """A method begins or ceases to use `super()`: a function with another closure takes its place in the class."""
        cls = source.namespace
        for part in function.__qualname__.split(".")[:-1]:
            cls = cls.get(part) if type(cls) is dict else vars(cls).get(part) if isinstance(cls, type) else None
        if not isinstance(cls, type):
            return False
        cells = []
        for name in new.co_freevars:
            if name == "__class__":
                cells.append(types.CellType(cls))
            else:
                cells.append(swap.cell_of(function, name))
        made = types.FunctionType(new, function.__globals__, function.__name__, function.__defaults__, tuple(cells))
        made.__kwdefaults__, made.__doc__, made.__qualname__ = function.__kwdefaults__, swap.docstring(new), function.__qualname__
        made.__module__ = function.__module__
        merge.annotations(self.journal, made, function)
        made.__dict__.update(function.__dict__)
        for name, member in list(vars(cls).items()):
            if member is function:
                self.journal.set_class_attribute(cls, name, made)
            elif type(member) in (staticmethod, classmethod) and member.__func__ is function:
                self.journal.set_class_attribute(cls, name, type(member)(made))
            elif type(member) is property and function in (member.fget, member.fset, member.fdel):
                parts = [made if f is function else f for f in (member.fget, member.fset, member.fdel)]
                self.journal.set_class_attribute(cls, name, property(*parts, doc=member.__doc__))
        self.journal.set_attribute(function, "__code__", swap.trampoline(function, made))
        self.journal.set_attribute(function, "__wrapped__", made)
        return True

    def do_execute(self, step, source):
        namespace = source.namespace
        if source.code is None:
            self.read_unchanged(source)
        code = source.statement(step["index"])
        # What ran since they were cleared may have filled them with results of half the edit.
        for wrapper in self.caches:
            wrapper.cache_clear()
        moved = [n for n in step["binds"] if self.mutated(source.record, n)]
        kept = [n for n in step["keeps"] if n in moved]
        if kept and set(step["binds"]) <= set(kept):
            for name in kept:
                self.find("RP201", "warning", "%s.%s keeps its run-time value, though its initialiser changed; "
                          "restart to have the new one" % (source.name, name), source, step)
            return "kept"
        containers = [r for path in step["registers"] for r in self.containers(path, step, source)]
        self.note_registers(step["registers"])
        places = self.take_out(step, source, containers)
        entries = [_entries(r) for r in containers]
        for path in step.get("assigns", ()):
            holder, _, attribute = path.rpartition(".")
            self.journal.will_set(self.resolve(holder), attribute)
        # What the statement sets through functions it calls.
        sets = {n: namespace.get(n, MISSING) for n in step.get("sets", ())}
        for name, value in sets.items():
            if self.mutated(source.record, name):
                raise Refused("%s.%s has changed since it was imported" % (source.name, name), source.name, "RP201")
            self.journal.wrote(namespace, name, value)
            self.originals.setdefault((source.name, name), value)
            self.touched.setdefault(source.name, set()).add(name)
        collecting = gc.isenabled()
        gc.disable()
        try:
            gc.collect(0)
            if step["aside"]:
                made, before = self.run_aside(code, namespace)
            else:
                made, before = self.run_here(code, source, step["binds"])
            young = gc.get_objects(generation=0)
        finally:
            if collecting:
                gc.enable()
            for registry, entry in zip(containers, entries):
                self.journal.changed(registry, entry)
        added = [_added(r, e) for r, e in zip(containers, entries)]
        merger = merge.Merger(self.journal, young, self.paired, step["members"], lambda r, s, m: self.find(r, s, m, source, step))
        merger.decorated = bool(getattr(source.tree.body[step["index"]], "decorator_list", ()))
        merger.rebuilt = [namespace[n] for n in self.touched.get(source.name, ()) if type(namespace.get(n)) in (list, dict)]
        try:
            for name, value in made.items():
                if name in step["binds"] or not step["aside"] or name == "__annotations__":
                    self.bind(source, name, before.get(name, MISSING), value, merger if step["merge"] else None, kept)
            merger.retire()
            self.replaced += merger.lost
            self.remains = merger.remains or self.remains
        except merge.Unmergeable as problem:
            raise Refused(str(problem), source.name, "RP501")
        for name, old in sets.items():
            if old is not MISSING and old is not namespace.get(name) and type(old) not in merge.SCALARS:
                self.replaced.append(((source.name, name), old))
        if places is not None:
            replaced = {new_id: old for new_id, (_, old) in merger.replaced.items()}
            for place in places:
                place.put(replaced, self.registrants(step))
            return "done"
        for registry, before, new in zip(containers, entries, added):
            self.unregister(registry, before, new, merger, step)
        return "done"

    def take_out(self, step, source, containers):
        """The places of what the statement has added before, which goes; None where old and new entries are compared instead."""
        if not step.get("takesOut"):
            return None
        names = step["binds"] if step.get("old") else ()
        objects = registries.owned([source.namespace.get(n) for n in names])
        return [registries.Place(self.journal, c, objects) for c in containers if type(c) in (list, dict, set)]

    def registrants(self, step):
        """For each statement that adds to the same containers, in the order of a start, the objects it stands for."""
        if step.get("registrants") is None:
            return None
        spaces = [(vars(sys.modules[m]), names) for m, *names in step["registrants"] if m in sys.modules]
        return [registries.owned([space.get(n) for n in names]) for space, names in spaces]

    def do_unregister(self, step, source):
        objects = registries.owned([source.namespace.get(n) for n in step["names"]])
        self.note_registers(step["registers"])
        for path in step["registers"]:
            for container in self.containers(path, step, source):
                if type(container) in (list, dict, set):
                    place = registries.Place(self.journal, container, objects)
                    if place.stale and type(container) is dict:
                        place.alone(self.registrants(step))
        return "done"

    def run_aside(self, code, namespace):
        made = {}
        annotations = namespace.get("__annotations__")
        if annotations is not None:
            made["__annotations__"] = dict(annotations)
        with attempts.statement():
            exec(code, namespace, made)
        if made.get("__annotations__") == annotations:
            made.pop("__annotations__", None)
        return made, namespace

    def run_here(self, code, source, binds):
        """Runs a statement that may bind some of its names or none: those it does not bind are gone, unless a statement of
        this apply before it has bound them."""
        scope = running.Scope(self.journal, source.namespace, [n for n in binds if (source.name, n) not in self.originals])
        with attempts.statement():
            exec(code, source.namespace, scope)
        for name in scope.pending:
            old = source.namespace.get(name, MISSING)
            if old is not MISSING:
                self.originals.setdefault((source.name, name), old)
                self.journal.delete_item(source.namespace, name)
                self.touched.setdefault(source.name, set()).add(name)
        return {n: source.namespace[n] for n in scope.before if n in source.namespace}, scope.before

    def mutated(self, record, name):
        """Whether the program had changed a name before this apply touched anything."""
        key = (record.name, name)
        if key not in self.moved:
            self.moved[key] = record.mutated(name)
        return self.moved[key]

    def bind(self, source, name, old, value, merger, kept):
        """Binds what a statement has made, merged into what the name meant before this apply."""
        namespace = source.namespace
        key = (source.name, name)
        old = self.originals.setdefault(key, old)
        if name in kept:
            value = old
            self.find("RP201", "warning", "%s.%s keeps its run-time value, though its initialiser changed" % key, source)
        elif merger is not None:
            value = merger.merge(old, value)
        if old is not MISSING and old is not value and type(old) not in merge.SCALARS:
            self.replaced.append((key, old))
        self.journal.set_item(namespace, name, value)
        self.touched.setdefault(source.name, set()).add(name)

    def paired(self, old, new):
        if self.pairing.new_for(old) is new:
            return True
        return old.co_name == new.co_name and self.same_file(old, new) and \
            swap.qualified_name(old) == swap.qualified_name(new)

    def same_file(self, old, new):
        return old.co_filename == new.co_filename or any(
            source.code is not None and source.file == new.co_filename and source.record.code.co_filename == old.co_filename
            for source in self.sources.values())

    def do_rebind(self, step, source):
        provider = sys.modules.get(step["provider"])
        if provider is None:
            return "not loaded"
        key = (step["provider"], step["providerName"])
        name, namespace = step["name"], source.namespace
        now = vars(provider).get(step["providerName"], MISSING)
        if now is MISSING:
            return "nothing to do"
        held = namespace.get(name, MISSING)
        if held is now:
            return "nothing to do"
        was = self.originals.get(key, MISSING)
        if held is not MISSING and held is not was and self.mutated(source.record, name):
            self.find("RP301", "info", "%s.%s was given another value at run time and keeps it" % (source.name, name), source)
            return "kept"
        self.originals.setdefault((source.name, name), held)
        if held is not MISSING and held is not was and type(held) not in merge.SCALARS:
            # A definition of the module's own that went stood before the import.
            self.replaced.append(((source.name, name), held))
        self.journal.set_item(namespace, name, now)
        self.touched.setdefault(source.name, set()).add(name)
        return "done"

    def do_delete(self, step, source):
        for name in step["names"]:
            value = source.namespace.get(name, MISSING)
            if isinstance(value, types.ModuleType) and sys.modules.get("%s.%s" % (source.name, name)) is value:
                continue
            self.originals.setdefault((source.name, name), value)
            self.journal.delete_item(source.namespace, name)
            self.touched.setdefault(source.name, set()).add(name)
            annotations = source.namespace.get("__annotations__")
            if type(annotations) is dict:
                self.journal.delete_item(annotations, name)
                if not annotations:
                    self.journal.delete_item(source.namespace, "__annotations__")
            if self.is_definition(source, name, value):
                self.replaced.append(((source.name, name), value))
        return "done"

    def is_definition(self, source, name, value):
        """Whether a value is the function or class that the old source defines by a name, and the new one does not."""
        if not isinstance(value, (types.FunctionType, type)):
            return False
        if source.code is not None and any(c.co_name == name for c in swap.children(source.code)):
            return False
        return value.__module__ == source.name and value.__qualname__ == name

    def do_document(self, step, source):
        text = None
        if sys.flags.optimize < 2 and ast.get_docstring(source.tree, clean=False) is not None:
            # From the code: the compiler takes off indentation (3.13).
            text = next(c for c in source.code.co_consts if isinstance(c, str))
        self.journal.set_item(source.namespace, "__doc__", text)
        return "done"

    def do_clearCache(self, step, source):
        wrappers = [o for o in gc.get_objects() if type(o) is merge.LRU]
        for wrapper in wrappers:
            function = wrapper.__wrapped__
            if getattr(function, "__module__", None) == source.name and getattr(function, "__qualname__", None) in step["names"]:
                self.caches.append(wrapper)
                wrapper.cache_clear()
        self.clear_properties(step, source)
        return "done"

    def clear_properties(self, step, source):
        import functools
        for name in step["names"]:
            owner, _, leaf = name.rpartition(".")
            cls = source.namespace.get(owner) if owner else None
            if not isinstance(cls, type):
                continue
            if type(vars(cls).get(leaf)) is functools.cached_property:
                for instance in [o for o in gc.get_objects() if isinstance(type(o), type) and issubclass(type(o), cls)]:
                    held = getattr(instance, "__dict__", None)
                    if type(held) is dict and leaf in held:
                        self.journal.delete_item(held, leaf)

    def do_forget(self, step, source):
        name = step["module"]
        self.journal.delete_item(sys.modules, name)
        parent, _, leaf = name.rpartition(".")
        if parent in sys.modules and vars(sys.modules[parent]).get(leaf) is source.module:
            self.journal.delete_item(vars(sys.modules[parent]), leaf)
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

    # -- what steps share ---------------------------------------------------------------------------------------------

    def read_unchanged(self, source):
        """A statement of a module whose file did not change."""
        source.record = baseline.records.get(source.name)
        if source.record is None or source.record.code is None:
            raise Refused("what %s runs is not known" % source.name, source.name)
        source.bytes = source.record.source
        source.code = source.record.code

    def require(self, path, reader):
        module, _, name = path.rpartition(".")
        record = baseline.records.get(module)
        if record is not None and self.mutated(record, name):
            raise Refused("%s reads %s, which has changed since it was imported" % (reader, path), reader, "RP201")

    def note_registers(self, paths):
        """What this apply adds to a container of another module is no change of the program's."""
        for path in paths:
            module, _, rest = path.partition(":")
            record, name = baseline.records.get(module), rest.partition(".")[0]
            if record is not None and not self.mutated(record, name):
                self.touched.setdefault(module, set()).add(name)

    def resolve(self, path):
        module, _, rest = path.partition(":")
        value = sys.modules.get(module)
        for part in rest.split("."):
            value = getattr(value, part, None)
        return value

    def containers(self, path, step, source):
        """The lists, dicts and sets behind what a statement adds to: itself, or the attributes of an object."""
        value = self.resolve(path)
        if type(value) in (list, dict, set):
            return [value] + _inner(value)
        if isinstance(value, types.FunctionType) and type(getattr(value, "registry", None)) is types.MappingProxyType:
            # A single dispatch function: its table, and its cache of answers.
            self.caches.append(Dispatcher(value))
            return [r for r in gc.get_referents(value.registry) if type(r) is dict]
        held = getattr(value, "__dict__", None)
        found = [v for v in held.values() if type(v) in (list, dict, set)] if type(held) is dict else []
        found += [inner for outer in found for inner in _inner(outer)]
        if not found and step.get("old"):
            raise Refused("what the statement at line %d adds to %s can't be seen" % (
                step["lines"][0], path.replace(":", ".")), source.name, "RP102")
        return found

    def unregister(self, registry, before, added, merger, step):
        """What the statement added stands beside what its old version had added: the old entries go."""
        replaced = {new_id: old for new_id, (_, old) in merger.replaced.items()}
        olds = list(replaced.values()) + merger.succeeded + merger.codes
        if type(registry) is list:
            stale = [e for e in before if any(_holds(e, o) for o in olds)]
            if len(stale) != len(added) and (stale or step.get("old") and added):
                raise Refused("a registry has %d entries of what ran again, and got %d" % (len(stale), len(added)), rule="RP102")
            if stale:
                replacement = {id(s): merge.handed_over(a, replaced) for s, a in zip(stale, added)}
                self.journal.replace_list(registry, [replacement.get(id(e), e) for e in before])
        elif type(registry) is dict:
            for key in added:
                self.journal.set_item(registry, key, merge.handed_over(registry[key], replaced))
            stale = [k for k, v in before.items() if k not in added and type(v) is not list and any(_holds(v, o) for o in olds)]
            fresh = [k for k in added if k not in before]
            if len(stale) == len(fresh) == 1 and list(before)[-1] is stale[0]:
                self.journal.delete_item(registry, stale[0])
            elif stale or fresh and step.get("old"):
                raise Refused("a registry %s" % ("still holds the old entry %r" % (stale[0],) if stale
                                                 else "would get a second entry, %r" % (fresh[0],)), rule="RP102")
        elif type(registry) is set:
            stale = [e for e in before if any(_holds(e, o) for o in olds)]
            if len(stale) != len(added) and (stale or step.get("old") and added):
                raise Refused("a registry has %d entries of what ran again, and got %d" % (len(stale), len(added)), rule="RP102")
            for entry in added:
                self.journal.call(registry.add, entry)
                registry.discard(entry)
            for entry in stale:
                self.journal.call(registry.add, entry)
                registry.discard(entry)
            for entry in added:
                entry = merge.handed_over(entry, replaced)
                self.journal.call(registry.discard, entry)
                registry.add(entry)

    def note_running(self, differing, codes, suspended):
        names = {"%s (line %d)" % (swap.qualified_name(code), line) for code, line in swap.running(codes) if id(code) in differing}
        names.update("%s (suspended)" % swap.qualified_name(code) for code in suspended if id(code) in differing)
        for name in sorted(names):
            self.findings.append(finding("RP503", "info", "%s runs its old code until it returns" % name))

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
        try:
            holders.hand_over(self)
        except merge.Unmergeable as problem:
            raise Refused(str(problem), rule="RP501")
        lacking.report(self)

    def commit(self):
        for wrapper in self.caches:
            wrapper.cache_clear()
        for source in self.sources.values():
            if source.entry.get("new") and source.code is not None:
                source.record.file = source.file
                baseline.accept(source.name, source.bytes, source.code, self.touched.get(source.name, ()))
                linecache.checkcache(source.file)
                _remove_bytecode(source.file)
            elif "new" in source.entry and not source.entry["new"]:
                baseline.records.pop(source.name, None)
        for module, names in self.touched.items():
            record = baseline.records.get(module)
            if record is not None:
                record.rebound(names)
        baseline.inputs.update(self.plan.get("inputs", {}))
        self.journal.close()
        self.replaced, self.originals = [], {}
        if self.remains:
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
        if not whole:
            outcome["partial"] = True
            outcome["findings"] += [finding("RP612", "blocker", "could not take back: " + f, help="restart the program")
                                    for f in self.journal.failures]
        return outcome

    def outcome(self, verdict, applied, started):
        return {"type": "outcome", "verdict": verdict, "applied": applied, "steps": self.done, "findings": self.findings,
                "undone": False, "partial": False, "ms": round((time.monotonic() - started) * 1000, 3)}


def _inner(container):
    """The containers within a container: `hooks["start"].append(f)` changes one of them."""
    values = container.values() if type(container) is dict else container if type(container) is list else ()
    return [v for v in values if type(v) in (list, dict, set)]


def _entries(container):
    """A copy of a registry, to see afterwards what was added."""
    return container.copy() if type(container) in (list, dict, set) else None


class Dispatcher:
    """The cache of a single dispatch function, under the name that other caches have."""

    def __init__(self, function):
        self.cache_clear = function._clear_cache


def _added(container, before):
    """What executed code has added: keys of a dict, else elements."""
    if type(container) is dict:
        return [k for k, v in container.items() if before.get(k, MISSING) is not v]
    known = {id(e) for e in before}
    return [e for e in container if id(e) not in known]


def _holds(entry, value):
    return entry is value or type(entry) in (tuple, list) and any(e is value for e in entry)


def _remove_bytecode(path):
    """CPython takes a .pyc for current when the source's time and size are the same: after an edit it may not be."""
    import importlib.util
    try:
        os.remove(importlib.util.cache_from_source(path))
    except (OSError, NotImplementedError, ValueError):
        pass
