"""Compares dynamic initialisers and exit-time destructors with what the compiler makes of them."""
import json
import os
import re
import subprocess
import tempfile

from native import units

DYNAMIC, EXIT = 1 << 7, 1 << 8
CONSTRUCTOR, DESTRUCTOR = 1 << 9, 1 << 10


def compiled(folder, file, words, major):
    """How many functions initialise globals, and how many are constructors; None if it doesn't compile."""
    compiler = units.clang(major, units.is_cpp(file))
    with tempfile.TemporaryDirectory() as scratch:
        target = os.path.join(scratch, "unit.ll")
        command = [compiler, *units.flags(words), "-O0", "-w", "-S", "-emit-llvm", file, "-o", target]
        if subprocess.run(command, cwd=folder, capture_output=True).returncode != 0:
            return None
        with open(target, encoding="utf-8", errors="replace") as text:
            code = text.read()
    made = len(re.findall(r"^define internal void @__cxx_global_var_init", code, re.M))
    # <iostream> has one of its own, in a header of the system.
    made -= len(re.findall(r"call void @_ZNSt8ios_base4InitC1Ev", code))
    constructors = 0
    for kind in ("ctors", "dtors"):
        for line in re.findall(rf"^@llvm.global_{kind} = .*$", code, re.M):
            names = re.findall(r"@([\w.$]+), (?:i8|ptr)", line)
            constructors += len([name for name in names if not name.startswith("_GLOBAL__")])
    return made, constructors


def check(probe, program, project, major):
    """Prints the figures of one project; returns (found, different)."""
    printed = subprocess.run(
        [probe, "facts", program, project, units.inputs.database(project)], capture_output=True, check=True
    ).stdout
    by_unit = {}
    for line in printed.splitlines():
        entry = json.loads(line)
        by_unit.setdefault(os.path.normpath(entry["unit"]), entry)
    found = different = compared = 0
    for folder, file, words in units.units(project):
        entry = by_unit.get(file)
        if entry is None or "error" in entry:
            continue
        expected = compiled(folder, file, words, major)
        if expected is None:
            continue
        variables = [
            symbol
            for symbol in entry["symbols"]
            if symbol["kind"] == "variable" and symbol["traits"] & (DYNAMIC | EXIT)
        ]
        functions = [
            symbol
            for symbol in entry["symbols"]
            if symbol["kind"] == "function" and symbol["traits"] & 1
            for bit in (CONSTRUCTOR, DESTRUCTOR)
            if symbol["traits"] & bit
        ]
        # Statics of functions are made on first use.
        own = (len([v for v in variables if not v["traits"] & (1 << 5)]), len(functions))
        compared += 1
        found += sum(own)
        if own != expected:
            different += 1
            names = [symbol["name"] for symbol in variables + functions]
            print(f"  {file}: {own} / {expected}: {names[:8]}")
    name = os.path.basename(project)
    print(
        f"initialisers of {name}: {compared} units, {found} that run at load or exit, "
        f"{different} units different from the compiler"
    )
    return found, different
