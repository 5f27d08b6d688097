"""Judges one live edit: equal to a fresh start, refused, announced, or silently wrong."""

REPORTING = ("warning", "blocker")


def differing(live, fresh):
    """The names (module.name) that are not as in a fresh start, each with how."""
    found = {}
    for module in sorted(set(live["modules"]) | set(fresh["modules"])):
        here, there = live["modules"].get(module), fresh["modules"].get(module)
        if here is None or there is None:
            found[module] = "the module is %s" % ("missing" if here is None else "still there")
            continue
        for name in sorted(set(here) | set(there)):
            if here.get(name) != there.get(name):
                found["%s.%s" % (module, name)] = short(here.get(name, "<missing>"), there.get(name, "<missing>"))
    for name in sorted(set(live["calls"]) & set(fresh["calls"])):
        forgotten = fresh.get("forgotten", fresh)["calls"].get(name)
        if name not in found and live["calls"][name] not in (fresh["calls"][name], forgotten):
            found[name] = "called: " + short(live["calls"][name], fresh["calls"][name])
    return found


def short(a, b, depth=0):
    """Where two descriptions differ."""
    if isinstance(a, list) and isinstance(b, list) and len(a) == len(b) and depth < 12:
        for x, y in zip(a, b):
            if x != y:
                head = a[0] if isinstance(a[0], str) else ""
                return ("%s: " % head if head and len(head) < 30 else "") + short(x, y, depth + 1)
    if isinstance(a, dict) and isinstance(b, dict) and depth < 12:
        for key in sorted(set(a) | set(b)):
            if a.get(key) != b.get(key):
                return "%s: %s" % (key, short(a.get(key, "<missing>"), b.get(key, "<missing>"), depth + 1))
    return "%.200s | fresh: %.200s" % (a, b)


def held_differences(live, fresh, imports_changed=()):
    """References taken before the edit that don't behave like what a fresh start has."""
    found = {}
    for name, item in live["held"].items():
        there = fresh["held"].get(name)
        if there is None or "gone" in item or "gone" in there:
            continue
        forgotten = fresh.get("forgotten", fresh)["held"].get(name, there)
        if item["calls"] not in (there["calls"], forgotten.get("calls")):
            found[name] = "held: " + short(item["calls"], there["calls"])
            continue
        if "belongs" not in item or "instance" not in there:
            continue
        if not item["belongs"]:
            found[name] = "a held instance is not one of the new class"
        elif item["state"] == there["state"]:
            for part in ("instance", "method"):
                if item.get(part) not in (there.get(part), forgotten.get(part), None):
                    found[name] = "held %s: %s" % (part, short(item.get(part), there.get(part)))
        else:
            missing = set(there["state"]) - set(item["state"]) - set(item["reachable"])
            if missing:
                found[name] = "a held instance lacks %s" % ", ".join(sorted(missing))
    return found


def state_differences(before, after, fresh):
    """State that was neither kept nor as in a fresh start."""
    found = {}
    for name in set(before) | set(after):
        kept = {v for n, v in after.items() if n != name and n.rpartition(".")[2] == name.rpartition(".")[2]}
        if name not in before and after.get(name) in kept:
            continue  # an import of what the process has kept
        if name in fresh and after.get(name) not in (before.get(name, fresh[name]), fresh[name]):
            found[name] = "state: %.80s | was: %.80s" % (after.get(name), before.get(name))
    return found


def named(name, outcome, fresh):
    """Whether a finding that reports names the thing that differs, by any of its names."""
    module, _, leaf = name.rpartition(".")
    described = fresh["modules"].get(module, {}).get(leaf)
    leaves = {leaf}
    if isinstance(described, str) and described.startswith("same as "):
        leaves.add(described.rpartition(".")[2])
    for found in fresh["modules"].values():
        leaves.update(key for key, value in found.items() if value == "same as %s" % name)
    for finding in outcome.get("findings", ()):
        if finding.get("severity") in REPORTING and any(n in finding.get("message", "") for n in leaves):
            return True
    return False


def unused(live, fresh):
    """Modules of the process that a fresh start would not import: they stay, and are told of when their last import goes."""
    return set(live["modules"]) - set(fresh["modules"])


def told_of(module, outcome):
    return any(f.get("message") == "%s stays loaded, though no module imports it any more" % module for f in outcome.get("findings", ()))


def judge(before, outcome, after, fresh):
    """(outcome, what is wrong): equal, announced, refused, SILENT, with a dict of differences."""
    if outcome.get("verdict") == "restart" or not outcome.get("applied") and outcome.get("verdict") != "nothing":
        wrong = differing(after, before)
        wrong.update(("state " + n, "%s, was %s" % (after["states"].get(n), v)) for n, v in before["states"].items() if after["states"].get(n) != v)
        return ("SILENT" if wrong else "refused"), wrong
    if "problem" in fresh:
        return "SILENT", {"start": "a fresh start fails: " + fresh["problem"]}
    wrong = differing(after, fresh)
    for module in unused(after, fresh):
        if module in before.get("unused", ()) or told_of(module, outcome):
            del wrong[module]
    for name, how in held_differences(after, fresh).items():
        wrong.setdefault(name, how)
    wrong.update(state_differences(before["states"], after["states"], fresh["states"]))
    for name, value in before["states"].items():
        # Kept state whose initialiser changed has to be told.
        if name in fresh["states"] and after["states"].get(name) == value != fresh["states"][name] and before.get("untouched", {}).get(name) != fresh["states"][name]:
            wrong.setdefault(name, "kept, though its initialiser changed")
    if not wrong:
        return "equal", {}
    # An object that lost all its names is told of under one of them.
    captured = any("still hold" in f.get("message", "") for f in outcome.get("findings", ()))
    silent = {n: h for n, h in wrong.items() if not named(n, outcome, fresh) and not (
        captured and h.startswith(("held:", "a held instance")) and not after["held"].get(n, {}).get("same", True))}
    return ("SILENT", silent) if silent else ("announced", wrong)
