"""Compares record layouts with DWARF, as abidw reads it."""
import json
import os
import subprocess
import tempfile
import xml.etree.ElementTree as xml

from native import units


def dwarf(path):
    """Sizes and offsets of all named records of an object, by name; a set of variants for each."""
    done = subprocess.run(
        ["abidw", "--load-all-types", "--no-corpus-path", path], capture_output=True, text=True
    )
    if done.returncode != 0 or not done.stdout.strip():
        return None
    table = {}
    for element in xml.fromstring(done.stdout).iter():
        if element.tag not in ("class-decl", "union-decl") or "size-in-bits" not in element.attrib:
            continue
        if element.get("is-declaration-only") == "yes" or element.get("is-anonymous") == "yes":
            continue
        fields = []
        for member in element.iter("data-member"):
            variable = member.find("var-decl")
            if member.get("static") == "yes" or variable is None or not variable.get("name"):
                continue
            fields.append((variable.get("name"), int(member.get("layout-offset-in-bits", "0"))))
        # Members of unnamed members are members of both.
        entry = (int(element.get("size-in-bits")) // 8, tuple(sorted(fields)))
        table.setdefault(element.get("name"), set()).add(entry)
    return table


def compile_unit(folder, file, words, target, major):
    compiler = units.clang(major, units.is_cpp(file))
    command = [compiler, *units.flags(words), "-g", "-O0", "-w", "-fPIC", "-fstandalone-debug"]
    command += ["-fno-eliminate-unused-debug-types", "-c", file, "-o", target]
    return subprocess.run(command, cwd=folder, capture_output=True).returncode == 0


def check(probe, program, project, major):
    """Prints the figures of one project; returns (records, fields, different)."""
    printed = subprocess.run(
        [probe, "facts", program, project, units.inputs.database(project)], capture_output=True, check=True
    ).stdout
    records = fields = different = missing = 0
    by_unit = {}
    for line in printed.splitlines():
        entry = json.loads(line)
        by_unit.setdefault(os.path.normpath(entry["unit"]), entry)
    with tempfile.TemporaryDirectory() as scratch:
        for folder, file, words in units.units(project):
            entry = by_unit.get(file)
            target = os.path.join(scratch, "unit.o")
            if entry is None or "error" in entry or not compile_unit(folder, file, words, target, major):
                continue
            known = dwarf(target) or {}
            for layout in entry["layouts"]:
                name = layout["name"].removeprefix("struct ").removeprefix("union ").split("::")[-1]
                if "(unnamed" in layout["name"] or name not in known:
                    missing += 1
                    continue
                own = tuple(sorted((f, int(o)) for f, o in layout["fields"] if f))
                size = layout["size"]
                fits = any(
                    size == other_size and set(own) <= set(other)
                    for other_size, other in known[name]
                )
                records += 1
                fields += len(own)
                if not fits:
                    different += 1
                    print(f"  {file}: {name} {size} {own[:4]} / {sorted(known[name])[:1]}")
    name = os.path.basename(project)
    print(
        f"layouts of {name}: {records} records with {fields} fields, {different} different from DWARF, "
        f"{missing} without one of that name"
    )
    return records, fields, different
