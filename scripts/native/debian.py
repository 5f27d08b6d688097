"""Plain C and C++ that nobody wrote for Python: sources of Debian, fetched without changing the system's lists."""
import glob
import os
import shutil
import subprocess

from native import inputs

# How each is built; what is beside the commands is needed to build it.
MAKE = [["make", "-s", "posix"]]
CMAKE = [
    ["cmake", "-S", ".", "-B", "build", "-DCMAKE_EXPORT_COMPILE_COMMANDS=ON", "-DBUILD_SHARED_LIBS=ON"]
    + ["-DLEVELDB_BUILD_TESTS=OFF", "-DLEVELDB_BUILD_BENCHMARKS=OFF"]
]
PACKAGES = {"lua5.4": MAKE, "leveldb": CMAKE}
KEYRING = "/usr/share/keyrings/debian-archive-keyring.gpg"


def codename():
    """The name of the Debian release; None on other systems."""
    try:
        with open("/etc/os-release", encoding="utf-8") as file:
            fields = dict(line.rstrip("\n").split("=", 1) for line in file if "=" in line)
    except OSError:
        return None
    return fields.get("VERSION_CODENAME") if fields.get("ID") == "debian" else None


def options(folder):
    """What makes apt-get use lists of our own; None when that fails."""
    place = os.path.join(folder, "apt")
    listed = os.path.join(place, "sources.list")
    words = ["-o", f"Dir::Etc::sourcelist={listed}", "-o", "Dir::Etc::sourceparts=-"]
    words += ["-o", f"Dir::State::lists={place}/lists", "-o", f"Dir::Cache={place}/cache"]
    if os.path.exists(os.path.join(place, "updated")):
        return words
    release = codename()
    if release is None or shutil.which("apt-get") is None or not os.path.exists(KEYRING):
        return None
    for inner in ("lists/partial", "cache/archives/partial"):
        os.makedirs(os.path.join(place, inner), exist_ok=True)
    with open(listed, "w", encoding="utf-8") as file:
        file.write(f"deb-src [signed-by={KEYRING}] http://deb.debian.org/debian {release} main\n")
    if not inputs.run(["apt-get", *words, "update"]):
        return None
    open(os.path.join(place, "updated"), "w", encoding="utf-8").close()
    return words


def source(name, folder):
    """The unpacked upstream source; None if it can't be had."""
    target = os.path.join(folder, "debian", name)
    archives = os.path.join(target, f"{name}_*.orig.tar.*")
    if not glob.glob(archives):
        words = options(folder)
        if words is None:
            return None
        os.makedirs(target, exist_ok=True)
        if not inputs.run(["apt-get", *words, "source", "--download-only", name], cwd=target):
            return None
    place = os.path.join(target, "src")
    if not os.path.isdir(place):
        os.makedirs(place)
        if not inputs.run(["tar", "-xf", glob.glob(archives)[0], "-C", place]):
            return None
    folders = glob.glob(os.path.join(place, "*"))
    return folders[0] if len(folders) == 1 else None


def projects(program, folder, names=None):
    """Folders of all that can be built here."""
    found = []
    for name, commands in PACKAGES.items():
        if names and name not in names:
            continue
        place = source(name, folder)
        if place and not os.path.exists(inputs.database(place)):
            for command in commands:
                # CMake writes the database itself.
                words = command if command[0] == "cmake" else [program, "native", "record", "--", *command]
                try:
                    subprocess.run(words, cwd=place, capture_output=True)
                except FileNotFoundError:
                    pass
        if place and os.path.exists(inputs.database(place)):
            found.append(place)
        else:
            print(f"  {name} of Debian: left out")
    return found
