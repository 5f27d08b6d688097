"""Real projects with C and C++: source distributions of PyPI, built once with the commands recorded."""
import os
import subprocess
import sys
import tarfile

# Name and version: what is measured must not change by itself.
PACKAGES = {
    "markupsafe": "3.0.4",
    "ujson": "6.1.0",
    "psutil": "7.2.2",
    "simplejson": "4.3.0",
    "regex": "2026.11.19",
    "bitarray": "3.12.3",
    "greenlet": "3.5.6",
    "msgpack": "1.2.4",
    "hiredis": "3.5.0",
    "zstandard": "0.25.0",
    "lupa": "2.8",
    "pysqlite3": "0.6.1",
}


def run(command, **options):
    """Runs a command quietly; its output when it fails."""
    done = subprocess.run(command, capture_output=True, text=True, **options)
    if done.returncode != 0:
        print(f"  {' '.join(command[:6])}: {done.stderr.strip()[-300:]}")
    return done.returncode == 0


def python_in(folder):
    """A Python of our own, so that nothing is installed beside."""
    python = os.path.join(folder, "venv", "bin", "python")
    if not os.path.exists(python):
        subprocess.run([sys.executable, "-m", "venv", os.path.join(folder, "venv")], check=True)
    return python


def source(name, version, folder):
    """The unpacked source distribution; None if it can't be had."""
    target = os.path.join(folder, "src")
    os.makedirs(target, exist_ok=True)
    for found in os.listdir(target):
        if found.lower().replace("_", "-") == f"{name}-{version}":
            return os.path.join(target, found)
    sdists = os.path.join(folder, "sdist")
    os.makedirs(sdists, exist_ok=True)

    def archive_of():
        for file in os.listdir(sdists):
            if file.lower().replace("_", "-") == f"{name}-{version}.tar.gz":
                return os.path.join(sdists, file)
        return None

    if archive_of() is None:
        download = ["-m", "pip", "download", "-q", "--no-deps", "--no-binary", name, "-d", sdists]
        run([python_in(folder), *download, f"{name}=={version}"])
    if archive_of() is None:
        return None
    with tarfile.open(archive_of()) as archive:
        archive.extractall(target, filter="data")
    return source(name, version, folder)


def recorded(program, name, version, folder):
    """The folder of a package whose build is recorded; None if that fails."""
    place = source(name, version, folder)
    if place is None:
        return None
    if not os.path.exists(os.path.join(place, ".reload-plan", "compile_commands.json")):
        wheels = os.path.join(folder, "wheels")
        build = [python_in(folder), "-m", "pip", "wheel", "-q", "--no-deps", "-w", wheels, "."]
        if not run([program, "native", "record", "--", *build], cwd=place):
            return None
    return place


def projects(program, folder, names=None):
    """Folders of all packages that can be built here, in order."""
    found = []
    for name, version in PACKAGES.items():
        if names and name not in names:
            continue
        place = recorded(program, name, version, folder)
        if place is None:
            print(f"  {name} {version}: left out")
        else:
            found.append(place)
    return found


def database(project):
    """The path of a project's compilation database."""
    for name in ("compile_commands.json", "build/compile_commands.json"):
        if os.path.exists(os.path.join(project, name)):
            return os.path.join(project, name)
    return os.path.join(project, ".reload-plan", "compile_commands.json")
