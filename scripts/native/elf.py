"""Compares the ELF reader with readelf on every library of the machine."""
import json
import os
import re
import subprocess
import sys

# Where systems keep libraries, and where this Python is installed.
FOLDERS = ["/lib", "/usr/lib", "/usr/local/lib", "/opt", os.path.realpath(sys.base_prefix + "/..")]


def libraries(folders, limit=None):
    """Real paths of shared libraries, sorted."""
    found = set()
    for folder in folders:
        for place, names, files in os.walk(folder):
            names[:] = [name for name in names if name not in ("proc", "sys", ".build")]
            for name in files:
                if name.endswith(".so") or ".so." in name:
                    path = os.path.realpath(os.path.join(place, name))
                    if os.path.isfile(path):
                        found.add(path)
    paths = sorted(found)
    return paths if limit is None else paths[:: max(1, len(paths) // limit)]


def readelf(path):
    """What readelf says; None if it isn't an ELF file it reads."""
    done = subprocess.run(
        ["readelf", "-W", "-h", "-l", "-d", "--dyn-syms", path],
        capture_output=True,
        text=True,
        errors="replace",
        env={**os.environ, "LC_ALL": "C"},
    )
    text = done.stdout
    if "Class:" not in text:
        return None
    if "ELF64" not in text or "little endian" not in text:
        return {"unsupported": True}
    facts = {
        "needed": re.findall(r"\(NEEDED\)\s+Shared library: \[(.*)\]", text),
        "soname": "".join(re.findall(r"\(SONAME\)\s+Library soname: \[(.*)\]", text)[:1]),
        "nodelete": bool(re.search(r"\(FLAGS_1\).*NODELETE", text)),
        "now": bool(re.search(r"\(FLAGS\).*BIND_NOW|\(FLAGS_1\).*\bNOW\b|\(BIND_NOW\)", text)),
        "symbolic": bool(re.search(r"\(FLAGS\).*SYMBOLIC|\(SYMBOLIC\)", text)),
        "staticTLS": bool(re.search(r"\(FLAGS\).*STATIC_TLS", text)),
        "textrel": bool(re.search(r"\(FLAGS\).*TEXTREL|\(TEXTREL\)", text)),
    }
    path_entry = re.findall(r"\(RUNPATH\)\s+Library runpath: \[(.*)\]", text)
    path_entry = path_entry or re.findall(r"\(RPATH\)\s+Library rpath: \[(.*)\]", text)
    facts["runPath"] = "".join(path_entry[:1])
    for key, tag in (("init", "INIT_ARRAYSZ"), ("fini", "FINI_ARRAYSZ")):
        size = re.findall(rf"\({tag}\)\s+(\d+)", text)
        facts[key] = int(size[0]) // 8 if size else 0
    tls = re.findall(r"^\s+TLS\s+\S+ \S+ \S+ \S+ (0x[0-9a-f]+)", text, re.M)
    facts["tls"] = int(tls[0], 16) if tls else 0
    exports, imports, unique = [], [], []
    # Unique symbols have a name of their own only in files that are marked as GNU's.
    text = text.replace("<OS specific>: 10", "UNIQUE")
    for row in re.findall(r"^\s+\d+: [0-9a-f]{16}\s+\S+ (.*)$", text, re.M):
        words = row.split()
        if len(words) < 5:
            continue
        bind, visibility, section = words[1], words[2], words[3]
        # Protected symbols may have words in brackets between; the name is what is left.
        rest = [word for word in words[3:] if not word.startswith("[")]
        section, name = rest[0], rest[1] if len(rest) > 1 else ""
        name = name.split("@")[0]
        if not name:
            continue
        if section == "UND":
            imports.append(name)
        elif bind != "LOCAL" and visibility in ("DEFAULT", "PROTECTED"):
            exports.append(name)
        if section != "UND" and bind == "UNIQUE":
            unique.append(name)
    facts.update(exports=sorted(exports), imports=sorted(imports), unique=sorted(unique))
    return facts


def same(left, right):
    """Whether two facts are equal; lists in any order."""
    return sorted(left) == sorted(right or []) if isinstance(left, list) else left == right


def check(probe, limit=None):
    """Prints the figures; returns how many libraries differ."""
    paths = libraries(FOLDERS, limit)
    equal = different = skipped = symbols = 0
    for start in range(0, len(paths), 50):
        part = paths[start : start + 50]
        printed = subprocess.run([probe, "elf", *part], capture_output=True, check=True).stdout
        for path, line in zip(part, printed.splitlines()):
            found = json.loads(line)
            expected = readelf(path)
            if expected is None or expected.get("unsupported"):
                if "error" not in found:
                    different += 1
                    print(f"  {path}: readelf doesn't read it, and this does")
                skipped += 1
                continue
            # Names are cut at `@` by readelf; here versions are no part of names.
            wrong = [key for key, value in expected.items() if not same(value, found.get(key))]
            symbols += len(expected["exports"]) + len(expected["imports"])
            if wrong:
                different += 1
                first = wrong[0]
                print(f"  {path}: {wrong}: {str(found.get(first))[:80]} / {str(expected[first])[:80]}")
            else:
                equal += 1
    print(
        f"elf: {equal} libraries equal to readelf ({symbols} symbols), {different} different, "
        f"{skipped} that are no 64-bit ELF files"
    )
    return different
