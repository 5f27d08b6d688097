"""The processes of the test: one under the agent, one for fresh starts, and the calls of the command line tool."""
import json
import os
import select
import shutil
import subprocess
import tempfile
import time

HERE = os.path.dirname(os.path.abspath(__file__))
WORKER = os.path.join(HERE, "worker.py")


class Died(Exception):
    """A process ended or did not answer."""


class Worker:
    def __init__(self, command, folder, path=None):
        self.log = tempfile.TemporaryFile()
        environment = {**os.environ, "PYTHONPATH": path} if path else None
        self.process = subprocess.Popen(command, cwd=folder, env=environment, stdin=subprocess.PIPE, stdout=subprocess.PIPE,
                                        stderr=self.log)
        self.buffer = b""
        self.pid = self.answer(30)["pid"]

    def answer(self, timeout):
        end = time.time() + timeout
        while True:
            while b"\n" in self.buffer:
                line, self.buffer = self.buffer.split(b"\n", 1)
                if line.startswith(b"@@"):
                    return json.loads(line[2:])
            ready, _, _ = select.select([self.process.stdout], [], [], max(0, end - time.time()))
            data = os.read(self.process.stdout.fileno(), 1 << 20) if ready else b""
            if not data:
                self.log.seek(0)
                raise Died("%s: %s" % ("ended" if ready else "no answer in %d s" % timeout, self.log.read().decode("utf8", "replace")[-1500:]))
            self.buffer += data

    def ask(self, timeout=30, **request):
        try:
            self.process.stdin.write(json.dumps(request).encode() + b"\n")
            self.process.stdin.flush()
        except OSError:
            raise Died("ended")
        return self.answer(timeout)

    def end(self):
        self.process.kill()
        self.process.wait()
        self.process.stdin.close()
        self.process.stdout.close()
        self.log.close()


class Session:
    """A live process under the agent, its project folder, and a process for fresh starts."""

    def __init__(self, binary, python, options=()):
        self.binary, self.python, self.options = binary, python, options
        self.folder = tempfile.mkdtemp(prefix="edits-")
        self.source = os.path.join(self.folder, "src")
        self.scratch = os.path.join(self.folder, "fresh")
        os.makedirs(self.source)
        os.makedirs(self.scratch)
        self.live = self.clean = None
        self.versions = 0

    def start(self):
        self.live = Worker([self.binary, "run", "--project", self.source, "--no-watch", "--", self.python, WORKER], self.source)

    def fresh(self, program, imports, files):
        """A fresh start on these files."""
        if self.clean is None or self.versions % 400 == 399:
            if self.clean:
                self.clean.end()
            self.clean = Worker([self.python, "-B", WORKER], self.scratch)
        self.versions += 1
        path = os.path.join(self.scratch, "v%d" % self.versions)
        write(path, files)
        try:
            return self.clean.ask(timeout=10, op="fresh", program=program, imports=imports, path=path)
        except Died:
            self.clean.end()
            self.clean = None
            raise
        finally:
            shutil.rmtree(path, ignore_errors=True)

    def reload(self):
        call = subprocess.run([self.binary, "reload", "--pid", str(self.live.pid), "--project", self.source, "--json", *self.options],
                              stdout=subprocess.PIPE, stderr=subprocess.PIPE, stdin=subprocess.DEVNULL, timeout=60)
        try:
            return json.loads(call.stdout)
        except ValueError:
            raise Died("no JSON from reload (exit %d): %s" % (call.returncode, call.stderr.decode("utf8", "replace")[-600:]))

    def end(self):
        for worker in (self.live, self.clean):
            if worker:
                worker.end()
        shutil.rmtree(self.folder, ignore_errors=True)


def write(folder, files, before=None):
    """Writes files, those that differ from `before` only; removes those that are gone."""
    for path, data in files.items():
        if before is not None and before.get(path) == data:
            continue
        target = os.path.join(folder, path)
        os.makedirs(os.path.dirname(target), exist_ok=True)
        temporary = target + ".tmp"
        with open(temporary, "wb") as file:
            file.write(data)
        os.replace(temporary, target)
    for path in before or ():
        if path not in files:
            os.remove(os.path.join(folder, path))
