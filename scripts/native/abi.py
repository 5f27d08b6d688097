"""Compares edits between real releases with abidiff, on C libraries that source distributions carry."""
import glob
import json
import os
import re
import shutil
import subprocess

from native import inputs

# Where a distribution keeps the C library, and the releases that are compared in order.
LIBRARIES = [
    ("hiredis", "vendor/hiredis", ["2.2.3", "2.3.2", "3.0.0", "3.2.1", "3.5.0"],
     {"test.c", "ssl.c"}),
    ("lz4", "lz4libs", ["2.2.1", "3.0.2", "3.1.10", "4.0.2", "4.4.5"], set()),
    ("xxhash", "deps/xxhash", ["1.4.4", "2.0.2", "3.0.0", "3.5.0"], {"xxh_x86dispatch.c", "xxhsum.c"}),
]


def library(place, inner, left_out):
    """Lays a library's sources out as a project of their own, builds it, and returns its folder."""
    if not os.path.isdir(os.path.join(place, inner)):
        return None
    folder = os.path.join(os.path.dirname(place), "abi-" + os.path.basename(place))
    shutil.copytree(os.path.join(place, inner), folder, dirs_exist_ok=True)
    sources = sorted(
        os.path.basename(path)
        for path in glob.glob(os.path.join(folder, "*.c"))
        if os.path.basename(path) not in left_out
    )
    units = []
    for name in sources:
        command = ["cc", "-g", "-O0", "-w", "-fPIC", "-I.", "-c", name, "-o", name[:-2] + ".o"]
        if subprocess.run(command, cwd=folder, capture_output=True).returncode == 0:
            units.append({"directory": ".", "file": name, "arguments": command})
    objects = [unit["arguments"][-1] for unit in units]
    link = ["cc", "-shared", "-o", "library.so", *objects]
    if not units or subprocess.run(link, cwd=folder, capture_output=True).returncode != 0:
        return None
    with open(os.path.join(folder, "compile_commands.json"), "w", encoding="utf-8") as file:
        json.dump(units, file)
    with open(os.path.join(folder, "link_commands.json"), "w", encoding="utf-8") as file:
        json.dump([{"directory": ".", "arguments": link}], file)
    return folder


def abidiff(old, new):
    """Names of removed symbols, of functions whose own type changed, and of records of other size."""
    done = subprocess.run(
        ["abidiff", "--no-show-locs", "--no-added-syms", old, new], capture_output=True, text=True
    )
    text = done.stdout
    removed = set(re.findall(r"\[D\] '(?:function )?(?:[^']*?[ *&])?(\w+)(?:\(| |\[|')[^\n]*\{", text))
    removed |= set(re.findall(r"^\s+\[D\] (\w+)$", text, re.M))
    records = set()
    for name in re.findall(r"(?:underlying )?type '(?:struct|union|class) (\w+)[^']*'[^\n]*changed:\s+type size changed", text):
        records.add(name)
    signatures = set()
    for block in re.split(r"(?=\[C\] ')", text)[1:]:
        name = re.match(r"\[C\] 'function [^']*?(\w+)\(", block)
        own = re.search(r"return type changed:|parameter \d+ of type '[^']*' (?:was (?:added|removed)|changed)", block)
        if name and re.search(r"was (added|removed)", block) and own:
            signatures.add(name.group(1))
    return removed, signatures, records


def planned(program, old, new):
    """The same of a plan."""
    done = subprocess.run([program, "plan", new, "--from", old, "--json"], capture_output=True, text=True)
    if done.returncode != 0:
        print(done.stderr)
        return set(), set(), set(), "failed"
    plan = json.loads(done.stdout)
    edits = [edit for change in plan["changes"] for edit in change["edits"]]
    removed = {m.group(1) for e in edits if (m := re.match(r"removed (\w+) \(NE11\)", e))}
    signatures = {m.group(1) for e in edits if (m := re.match(r"signature of (\w+):", e))}
    records = {m.group(1) for e in edits if (m := re.match(r"layout of (\w+): \d+ to", e))}
    return removed, signatures, records, plan["verdict"]


def check(program, folder, is_full):
    """Prints the figures of each pair; returns how many differ."""
    different = pairs = 0
    for name, inner, versions, left_out in LIBRARIES:
        places = []
        for version in versions if is_full else versions[-3:]:
            place = inputs.source(name, version, folder)
            built = library(place, inner, left_out) if place else None
            if built is None:
                print(f"  {name} {version}: left out")
            else:
                places.append((version, built))
        for (old, before), (new, after) in zip(places, places[1:]):
            pairs += 1
            removed, signatures, records = abidiff(
                os.path.join(before, "library.so"), os.path.join(after, "library.so")
            )
            own_removed, own_signatures, own_records, verdict = planned(program, before, after)
            # abidiff sees what exported functions reach; edits of other records are seen here only.
            lacks = sorted(
                (removed - own_removed) | (signatures - own_signatures) | (records - own_records)
            )
            extra = sorted(own_removed - removed)
            state = "equal" if not lacks and not extra else "different"
            if state == "different" or (verdict != "restart" and (removed or signatures or records)):
                different += 1
            print(
                f"abi of {name} {old} to {new}: {state}; removed {len(removed)}, signatures "
                f"{len(signatures)} (here {len(own_signatures)}), records {len(records)} (here "
                f"{len(own_records)}); {verdict}"
            )
            if state == "different":
                print(f"  only abidiff {lacks[:12]}, only here {extra[:12]}")
    print(f"abi: {pairs} pairs, {different} different from abidiff")
    return different

