"""Generated edits of real projects: what a plan rebuilds against which objects really change.

A unit whose object changes and that the plan doesn't rebuild is a miss: the process would run other code than
the sources say. A unit that is rebuilt to the same object is only noise.
"""
import hashlib
import json
import os
import random
import re
import shutil
import subprocess
import tempfile

from native import inputs, units

INTEGER = re.compile(r"(?<![\w.\"'])(\d+)(?![\w.\"'])")


def changed_line(line, chance):
    """An edit of one line of code; None if it has nothing to edit."""
    text = line.strip()
    if not text or text.startswith(("//", "*", "/*", "#include", "#if", "#el", "#end", "#pragma")):
        return None
    found = [match for match in INTEGER.finditer(line) if not match.group(1).startswith("0x")]
    kinds = ["integer"] * 3 * bool(found)
    kinds += ["operator"] * bool(re.search(r" [-+<>] ", line))
    kinds += ["delete"] * (text.endswith(";") and "=" in text)
    kinds += ["field"] * bool(re.match(r"^\s+(unsigned |const )?(int|size_t|char \*|long) ?\w+;$", line))
    # Most lines have nothing else to edit; a few comments are enough.
    kinds += ["comment"] * (chance.random() < 0.1)
    if not kinds:
        return None
    kind = chance.choice(kinds)
    if kind == "integer":
        match = chance.choice(found)
        return line[: match.start(1)] + str(int(match.group(1)) + 1) + line[match.end(1) :]
    if kind == "operator":
        match = chance.choice(list(re.finditer(r" [-+<>] ", line)))
        other = {" + ": " - ", " - ": " + ", " < ": " > ", " > ": " < "}[match.group(0)]
        return line[: match.start()] + other + line[match.end() :]
    if kind == "delete":
        return "\n"
    if kind == "field":
        return line.rstrip("\n") + " int added_field;\n"
    return line if line.rstrip().endswith("\\") else line.rstrip("\n") + " /* edited */\n"


def objects(project, scratch, files):
    """The digest of each unit's object; None if one doesn't compile."""
    digests = {}
    target = os.path.join(scratch, "unit.o")
    for folder, file, words in units.units(project):
        if not files & {os.path.relpath(path, project) for path in reads(project, folder, file, words)}:
            continue
        compiler = "c++" if units.is_cpp(file) else "cc"
        command = [compiler, *units.flags(words), "-O1", "-g0", "-w", "-fPIC", "-c", file, "-o", target]
        if subprocess.run(command, cwd=folder, capture_output=True).returncode != 0:
            return None
        with open(target, "rb") as data:
            digests[os.path.relpath(file, project)] = hashlib.sha256(data.read()).hexdigest()
    return digests


READS = {}


def reads(project, folder, file, words):
    """The files of the project that a unit reads; edits don't change it."""
    if (project, file) not in READS:
        compiler = "c++" if units.is_cpp(file) else "cc"
        done = subprocess.run(
            [compiler, *units.flags(words), "-M", file], cwd=folder, capture_output=True, text=True
        )
        paths = done.stdout.replace("\\\n", " ").split()[1:]
        full = {os.path.normpath(os.path.join(folder, path)) for path in paths}
        READS[project, file] = {path for path in full if path.startswith(project + "/")} | {file}
    return READS[project, file]


def rebuilt(program, project, before):
    """The sources that a plan compiles, and its verdict."""
    done = subprocess.run(
        [program, "plan", project, "--from", before, "--json"], capture_output=True, text=True
    )
    if done.returncode != 0:
        return None, done.stderr.strip()
    plan = json.loads(done.stdout)
    found = set()
    for step in plan["steps"]:
        for command in step.get("commands", []):
            for word in command["arguments"]:
                if word.endswith((".c", ".cc", ".cpp", ".cxx")):
                    path = os.path.normpath(os.path.join(command["directory"], word))
                    found.add(os.path.relpath(path, project))
    # What no link command names is refused as a whole.
    found |= {f["path"] for f in plan["findings"] if f["rule"] in ("RP611", "PE32")}
    return found, plan["verdict"]


def check(program, project, count, seed=1):
    """Prints the figures of one project; returns how many edits were missed."""
    chance = random.Random(f"{seed} {os.path.basename(project)}")
    sources = sorted(
        {
            os.path.relpath(path, project)
            for folder, file, words in units.units(project)
            for path in reads(project, folder, file, words)
        }
    )
    edits = missed = extra = same = rejected = 0
    with tempfile.TemporaryDirectory() as scratch:
        before = os.path.join(scratch, "before")
        shutil.copytree(project, before, ignore=shutil.ignore_patterns("build", ".git", "*.o", "*.so"))
        baseline = {}
        while edits < count and rejected < count * 4:
            name = chance.choice(sources)
            path = os.path.join(project, name)
            with open(path, encoding="utf-8", errors="surrogateescape") as file:
                lines = file.readlines()
            at = chance.randrange(len(lines)) if lines else 0
            line = changed_line(lines[at], chance) if lines else None
            if line is None or line == lines[at]:
                rejected += 0.1
                continue
            if name not in baseline:
                baseline[name] = objects(project, scratch, {name})
            try:
                with open(path, "w", encoding="utf-8", errors="surrogateescape") as file:
                    file.writelines([*lines[:at], line, *lines[at + 1 :]])
                after = objects(project, scratch, {name})
                if after is None or baseline[name] is None:
                    rejected += 1
                    continue
                found, verdict = rebuilt(program, project, before)
            finally:
                with open(path, "w", encoding="utf-8", errors="surrogateescape") as file:
                    file.writelines(lines)
            edits += 1
            changed = {unit for unit, digest in after.items() if baseline[name].get(unit) != digest}
            if found is None:
                missed += 1
                print(f"  {name}:{at + 1}: {verdict}")
                continue
            extra += len(found & set(after) - changed)
            same += not changed
            if changed - found:
                missed += 1
                print(f"  {name}:{at + 1}: {lines[at].strip()!r} to {line.strip()!r}: missed {changed - found}")
    print(
        f"edits of {os.path.basename(project)}: {edits}, {missed} missed; {same} changed no object; "
        f"{extra} units rebuilt to the same object"
    )
    return missed
