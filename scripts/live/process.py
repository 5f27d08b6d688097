"""A program under `reload-plan run`, and the calls of the command line tool."""
import json
import os
import select
import shutil
import subprocess
import tempfile
import time

PROGRAMS = os.path.join(os.path.dirname(os.path.abspath(__file__)), "programs")


class Died(Exception):
    """The program ended or did not answer."""


class Process:
    """A program in a folder of its own. It prints lines of JSON, and ends when its input does."""

    def __init__(self, options, files, main, arguments=(), watched=False, environment=()):
        self.options = options
        self.folder = tempfile.mkdtemp(prefix="live-")
        self.source = os.path.join(self.folder, "src")
        os.makedirs(self.source)
        # Private, so that a check sees its own processes only; in memory, as a session's folder is.
        shared = "/dev/shm" if os.access("/dev/shm", os.W_OK) else None
        self.runtime = tempfile.mkdtemp(prefix="live-", dir=shared)
        self.environment = dict(os.environ, XDG_RUNTIME_DIR=self.runtime, **dict({"PYTHONDONTWRITEBYTECODE": "1"}, **dict(environment)))
        for name, text in files.items():
            self.write(name, text)
        shutil.copy(os.path.join(PROGRAMS, main), os.path.join(self.source, "main.py"))
        flags = [] if watched else ["--no-watch"]
        command = [options.binary, "run", "--project", self.source] + flags + ["--", options.python, "main.py"] + list(arguments)
        self.log = open(os.path.join(self.folder, "log"), "w+b")
        self.process = subprocess.Popen(command, cwd=self.source, env=self.environment, stdin=subprocess.PIPE, stdout=subprocess.PIPE,
                                        stderr=self.log, start_new_session=True)
        self.buffer = b""
        try:
            self.hello = self.line(30)
        except Died:
            self.end()
            raise
        self.pid = self.hello["pid"]

    def write(self, name, text, in_place=False):
        """Save a file as editors do: a new file takes the place of the old one."""
        path = os.path.join(self.source, name)
        os.makedirs(os.path.dirname(path), exist_ok=True)
        if in_place:
            with open(path, "w") as file:
                file.write(text)
            return
        with open(path + ".new~", "w") as file:
            file.write(text)
        os.replace(path + ".new~", path)

    def line(self, timeout=20):
        """The next line of JSON that the program prints."""
        end = time.monotonic() + timeout
        while b"\n" not in self.buffer:
            ready, _, _ = select.select([self.process.stdout], [], [], max(0, end - time.monotonic()))
            data = os.read(self.process.stdout.fileno(), 1 << 16) if ready else b""
            if not data:
                raise Died("%s\n%s" % ("the program ended" if ready else "no answer", self.errors()[-2000:]))
            self.buffer += data
        line, self.buffer = self.buffer.split(b"\n", 1)
        return json.loads(line)

    def ask(self, word, timeout=20):
        """Send a word and return the answer."""
        self.process.stdin.write(word.encode() + b"\n")
        self.process.stdin.flush()
        return self.line(timeout)

    def call(self, *arguments, timeout=60):
        """Run reload-plan; returns (exit status, output, error output)."""
        done = subprocess.run([self.options.binary, *arguments], env=self.environment, stdin=subprocess.DEVNULL, capture_output=True,
                              timeout=timeout)
        return done.returncode, done.stdout, done.stderr.decode("utf-8", "replace")

    def reload(self, *arguments):
        """Reload and return (exit status, outcome)."""
        status, output, errors = self.call("reload", "--pid", str(self.pid), "--json", *arguments)
        try:
            return status, json.loads(output)
        except ValueError:
            return status, {"verdict": "error", "findings": [], "error": errors.strip()}

    def errors(self):
        """What the program and the tool wrote to the error stream."""
        self.log.flush()
        self.log.seek(0)
        return self.log.read().decode("utf-8", "replace")

    def end(self):
        """End the program and remove its folder; returns its exit status."""
        try:
            self.process.stdin.close()
        except OSError:
            pass
        try:
            status = self.process.wait(5)
        except subprocess.TimeoutExpired:
            os.killpg(self.process.pid, 9)
            status = self.process.wait()
        try:
            os.killpg(self.process.pid, 9)
        except OSError:
            pass
        self.process.stdout.close()
        self.log.close()
        shutil.rmtree(self.folder, ignore_errors=True)
        shutil.rmtree(self.runtime, ignore_errors=True)
        return status


def said(outcome):
    """What an outcome says, in one line."""
    findings = "; ".join(f["message"] for f in outcome["findings"] if f["severity"] != "info")
    return findings or outcome.get("error", "") or outcome["verdict"]


def options(parser):
    """Add the options that all checks have."""
    import sys

    parser.add_argument("--binary", default=".build/release/reload-plan")
    parser.add_argument("--python", default=sys.executable)
    parser.add_argument("--full", action="store_true")


def table(head, rows):
    """Print a table with aligned columns."""
    rows = [[str(cell) for cell in row] for row in [head] + rows]
    widths = [max(len(row[column]) for row in rows) for column in range(len(head))]
    for row in rows:
        print("  ".join(cell.ljust(width) for cell, width in zip(row, widths)).rstrip(), flush=True)
