"""Steps that run a statement of the new source and bind what it makes."""

import ast
import gc
import importlib.util
import sys
import types
import weakref

from . import attempts, baseline, holders, members, merge, registries, running, swap, touches
from .findings import ClientGone, Refused
from .journal import MISSING


class Statements:
    """The part of a transaction that runs statements."""

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
            self.kept.update((source.name, name) for name in kept)
            for name in kept:
                self.find("RP201", "warning", "%s.%s keeps its run-time value, though its initialiser changed; "
                          "restart to have the new one" % (source.name, name), source, step)
            return "kept"
        if step.get("irreversible"):
            if not self.connected():
                raise ClientGone("the client has gone away")
            self.beyond.append((source, step))
        containers = [r for path in step["registers"] for r in self.containers(path, step, source)]
        self.note_registers(step["registers"])
        places = self.take_out(step, source, containers)
        entries = [_entries(r) for r in containers]
        for path in step.get("assigns", ()):
            holder, _, attribute = path.rpartition(".")
            self.journal.will_set(self.resolve(holder), attribute)
        attributes, changed = touches.of(source.tree.body[step["index"]], namespace)
        for holder, attribute in attributes:
            self.journal.will_set(holder, attribute)
        changed = [(c, c.copy()) for c in changed if not any(c is other for other in containers)]
        # What the statement sets through functions it calls.
        sets = {n: namespace.get(n, MISSING) for n in step.get("sets", ())}
        for name, value in sets.items():
            if self.mutated(source.record, name):
                raise Refused("%s.%s has changed since it was imported" % (source.name, name), source.name, "RP201")
            self.originals.setdefault((source.name, name), value)
            self.touched.setdefault(source.name, set()).add(name)
        collecting = gc.isenabled()
        gc.disable()
        try:
            gc.collect(0)
            if step["aside"]:
                made, before = self.run_aside(code, namespace)
            else:
                if not step["binds"]:
                    # A star import may bind any name: what the program had changed is known only before it runs.
                    for name in source.record.bound:
                        self.mutated(source.record, name)
                made, before = self.run_here(code, source, step["binds"])
                if not step["binds"]:
                    self.keep_taken(source, source.tree.body[step["index"]], made, before)
            young = gc.get_objects(generation=0)
        finally:
            if collecting:
                gc.enable()
            for registry, entry in zip(containers, entries):
                self.journal.changed(registry, entry)
            for container, before_it in changed:
                self.journal.changed(container, before_it)
            for name, value in sets.items():
                self.journal.wrote(namespace, name, value)
        added = [_added(r, e) for r, e in zip(containers, entries)]
        node = source.tree.body[step["index"]]
        merger = merge.Merger(self.journal, young, self.paired, step["members"], members.State(self, source, node))
        merger.decorated = bool(getattr(node, "decorator_list", ()))
        merger.rebuilt = [namespace[n] for n in self.touched.get(source.name, ()) if type(namespace.get(n)) in (list, dict)]
        try:
            for name, value in made.items():
                if name in step["binds"] or not step["aside"] or name == "__annotations__":
                    self.bind(source, name, before.get(name, MISSING), value, merger if step["merge"] else None, kept)
            merger.retire()
            self.replaced += merger.lost
            self.classes += [old for _, old in merger.replaced.values() if isinstance(old, type)] + merger.successors
            self.remains = merger.remains or self.remains
            self.emptied += merger.emptied
            self.reshaped += [(old, name, source, step) for old, name in merger.reshaped]
            self.scratch += merger.scratch
            if merger.successors and any(s["action"] == "execute" for s in self.plan["steps"][len(self.done) + 1:]):
                # What runs from here on must meet the new class, whoever holds the old one.
                holders.hand_over(self, is_last=False)
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
        if not step.get("takesOut") or any(type(c) is set for c in containers):
            # A set has no order, and what it holds of code objects can't be told from what others put there.
            return None
        names = step["binds"] if step.get("old") or self.ran_before(source, step) else ()
        objects = registries.owned([source.namespace.get(n) for n in names])
        return [registries.Place(self.journal, c, objects) for c in containers if type(c) in (list, dict, set)]

    def ran_before(self, source, step):
        """Whether the module that was imported had the very same statement, and no other one for what it binds."""
        node, tree = source.tree.body[step["index"]], self.parsed(source.record.source)
        named = [n for n in tree.body if getattr(n, "name", None) in step["binds"]] if tree is not None else ()
        return len(named) == len(step["binds"]) == 1 and ast.dump(named[0]) == ast.dump(node)

    def parsed(self, text):
        """The tree of a source, or None; each is parsed once."""
        if text not in self.trees:
            try:
                self.trees[text] = ast.parse(text) if text is not None else None
            except (SyntaxError, ValueError):
                self.trees[text] = None
        return self.trees[text]

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

    def keep_taken(self, source, statement, made, before):
        """What a star import had taken stays where its module has changed it since: a fresh start would not take that."""
        for node in ast.walk(statement):
            if type(node) is not ast.ImportFrom or node.names[0].name != "*":
                continue
            name = importlib.util.resolve_name("." * node.level + (node.module or ""), source.namespace.get("__package__") or "x")
            provider = baseline.records.get(name)
            if provider is None:
                continue
            at_import = provider.bound
            for name in made:
                old = before[name]
                if old is not MISSING and at_import.get(name, MISSING) is old and self.mutated(provider, name):
                    self.journal.set_item(source.namespace, name, old)
                    made[name] = old

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
            self.kept.add(key)
            self.find("RP201", "warning", "%s.%s keeps its run-time value, though its initialiser changed" % key, source)
        elif merger is not None:
            value = merger.merge(old, value)
        if old is not MISSING and old is not value and type(old) not in merge.SCALARS:
            self.replaced.append((key, old))
        passing = namespace.get(name)
        if isinstance(passing, type) and passing is not old and passing is not value:
            # A class that was made on the way and is nobody's.
            self.scratch.append(weakref.ref(passing))
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
            # What this apply has made anew is filled in the order of a start.
            return [] if any(value is made for made in self.emptied) else [value] + _inner(value)
        if isinstance(value, types.FunctionType) and type(getattr(value, "registry", None)) is types.MappingProxyType:
            # A single dispatch function: its table, and its cache of answers.
            self.caches.append(Dispatcher(value))
            return [r for r in gc.get_referents(value.registry) if type(r) is dict]
        held = dict(vars(value)) if isinstance(value, type) else getattr(value, "__dict__", None)
        found = [v for v in held.values() if type(v) in (list, dict, set)] if type(held) is dict else []
        if any(v is made for v in found for made in self.emptied):
            return []
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
            replacement = {id(a): merge.handed_over(a, replaced) for a in added}
            if stale:
                replacement = {id(s): replacement[id(a)] for s, a in zip(stale, added)}
            if replacement:
                self.journal.replace_list(registry, [replacement.get(id(e), e) for e in (before if stale else registry)])
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
