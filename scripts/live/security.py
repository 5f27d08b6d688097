"""Tries the opposite of each promise: who may reload, from where, and what."""
import argparse
import json
import os
import socket
import stat
import subprocess
import sys
import time

from . import process

SIGNAL = 39
OLD, NEW = "def f():\n    return 1\n", "def f():\n    return 2\n"
CHECKS = []


def check(text):
    def add(function):
        CHECKS.append((text, function))
        return function
    return add


class Case:
    """A program, and the folder in which requests for it are left."""

    def __init__(self, options):
        self.options = options
        self.program = process.Process(options, {"leaf.py": OLD}, "sleeper.py")
        self.program.call("ps", "--pid", str(self.program.pid))
        self.requests = os.path.join(self.program.runtime, "reload-plan")
        self.request = os.path.join(self.requests, "%d.request" % self.program.pid)

    def comes(self, plant, path="s.socket"):
        """Whether the agent connects to a socket after `plant` has left a request."""
        place = os.path.join(self.requests, path)
        listener = socket.socket(socket.AF_UNIX)
        listener.bind(place)
        listener.listen()
        listener.settimeout(0.4)
        try:
            plant()
            for _ in range(3):
                os.kill(self.program.pid, SIGNAL)
                try:
                    listener.accept()[0].close()
                    return True
                except socket.timeout:
                    pass
            return False
        finally:
            listener.close()
            os.unlink(place)
            if os.path.lexists(self.request):
                os.unlink(self.request)

    def write(self, path, text="s.socket\n", mode=0o600):
        with open(path, "w") as file:
            file.write(text)
        os.chmod(path, mode)

    def untouched(self):
        return self.program.process.poll() is None and self.program.ask("value")["value"] == 1

    def plan(self):
        """A plan for an edit, as the command prints it."""
        old = os.path.join(self.program.folder, "old")
        os.makedirs(old, exist_ok=True)
        for name, text in (("leaf.py", OLD), ("main.py", open(os.path.join(self.program.source, "main.py")).read())):
            with open(os.path.join(old, name), "w") as file:
                file.write(text)
        self.program.write("leaf.py", NEW)
        _, output, _ = self.program.call("plan", self.program.source, "--from", old, "--json")
        return json.loads(output)

    def apply(self, plan):
        path = os.path.join(self.program.folder, "plan.json")
        with open(path, "w") as file:
            json.dump(plan, file)
        return self.program.call("apply", path, "--pid", str(self.program.pid), "--json")

    def as_nobody(self, *command):
        """Run a command as another user; None when this user can't."""
        if os.geteuid() != 0:
            return None
        return subprocess.run(command, user=65534, group=65534, extra_groups=[], capture_output=True, cwd="/", env=self.program.environment)


@check("the agent follows a private request (else the rest proves nothing)")
def followed(case):
    return case.comes(lambda: case.write(case.request))


@check("a request that is a symbolic link")
def symbolic_link(case):
    def plant():
        real = os.path.join(case.program.folder, "real")
        case.write(real)
        os.symlink(real, case.request)
    return not case.comes(plant)


@check("a request with a second hard link")
def hard_link(case):
    def plant():
        other = os.path.join(case.requests, "other")
        case.write(other)
        os.link(other, case.request)
    return not case.comes(plant)


@check("a request that others can write")
def open_request(case):
    return not case.comes(lambda: case.write(case.request, mode=0o666))


@check("a request that is a pipe: not read, and no hang")
def pipe(case):
    return not case.comes(lambda: os.mkfifo(case.request, 0o600)) and case.untouched()


@check("a request that names a socket elsewhere")
def elsewhere(case):
    return not case.comes(lambda: case.write(case.request, "../reload-plan/s.socket\n"))


@check("a request folder that is open to others")
def open_folder(case):
    os.chmod(case.requests, 0o755)
    try:
        came = case.comes(lambda: case.write(case.request))
        status, _, errors = case.program.call("reload", "--pid", str(case.program.pid))
        return not came and status == 2 and "open to other users" in errors
    finally:
        os.chmod(case.requests, 0o700)


@check("a listener of another user's: the agent says nothing to it")
def other_listener(case):
    if os.geteuid() != 0:
        return None
    place = os.path.join(case.requests, "o.socket")
    child = os.fork()
    if child == 0:
        listener = socket.socket(socket.AF_UNIX)
        listener.bind(place)
        os.seteuid(65534)
        listener.listen()
        listener.settimeout(2)
        try:
            connection = listener.accept()[0]
            connection.settimeout(1)
            os._exit(1 if connection.recv(10) else 0)
        except OSError:
            os._exit(0)
    time.sleep(0.3)
    case.write(case.request, "o.socket\n")
    os.kill(case.program.pid, SIGNAL)
    status = os.waitpid(child, 0)[1]
    for path in (place, case.request):
        os.unlink(path)
    return status == 0 and case.untouched()


@check("another process that answers in the program's place")
def other_answer(case):
    case.program.write("leaf.py", NEW)
    command = subprocess.Popen([case.options.binary, "reload", "--pid", str(case.program.pid)], env=case.program.environment,
                               stdout=subprocess.PIPE, stderr=subprocess.PIPE)
    end, status = time.monotonic() + 5, None
    while command.poll() is None and time.monotonic() < end:
        for name in os.listdir(case.requests):
            if name.endswith(".socket"):
                intruder = socket.socket(socket.AF_UNIX)
                try:
                    intruder.connect(os.path.join(case.requests, name))
                except OSError:
                    pass
                intruder.close()
    status = command.wait()
    errors = command.stderr.read().decode()
    command.stdout.close()
    command.stderr.close()
    # Either the program was faster, or the intruder was told apart.
    value = case.program.ask("value")["value"]
    return status == 2 and "answered for process" in errors and value == 1 or status == 0 and value == 2


@check("sockets are 0600 in a folder that is 0700")
def modes(case):
    seen = []
    command = subprocess.Popen([case.options.binary, "reload", "--pid", str(case.program.pid)], env=case.program.environment,
                               stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    while command.poll() is None:
        for name in os.listdir(case.requests):
            try:
                seen.append((name, stat.S_IMODE(os.lstat(os.path.join(case.requests, name)).st_mode)))
            except OSError:
                pass
    folder = stat.S_IMODE(os.stat(case.requests).st_mode)
    kinds = {name.rpartition(".")[2] for name, _ in seen}
    files = [mode for name, mode in seen if name.rpartition(".")[2] in ("socket", "request", "lock")]
    return folder == 0o700 and "socket" in kinds and set(files) == {0o600}


@check("no network socket in the program, before or after")
def no_network(case):
    def network():
        inodes = set()
        for table in ("tcp", "tcp6", "udp", "udp6"):
            with open("/proc/net/" + table) as file:
                inodes.update(line.split()[9] for line in file.readlines()[1:])
        found = set()
        for name in os.listdir("/proc/%d/fd" % case.program.pid):
            target = os.readlink("/proc/%d/fd/%s" % (case.program.pid, name))
            if target.startswith("socket:[") and target[8:-1] in inodes:
                found.add(target)
        return found
    before = network()
    case.program.write("leaf.py", NEW)
    status, _ = case.program.reload()
    return status == 0 and not before and not network()


@check("another user can't reload, signal or leave a request")
def other_user(case):
    done = case.as_nobody("/bin/sh", "-c", "kill -%d %d; : > %s" % (SIGNAL, case.program.pid, case.request))
    if done is None:
        return None
    # The binary may lie where that user can't read it: then a copy.
    copy = os.path.join("/tmp", "reload-plan-%d" % os.getpid())
    subprocess.run(["cp", case.options.binary, copy], check=True)
    os.chmod(copy, 0o755)
    try:
        tool = case.as_nobody(copy, "reload", "--pid", str(case.program.pid))
    finally:
        os.unlink(copy)
    return done.returncode != 0 and not os.path.exists(case.request) and tool.returncode == 2 and \
        b"belongs to user" in tool.stderr and case.untouched()


@check("a Python program without the agent is not signalled")
def no_agent(case):
    child = subprocess.Popen([case.options.python, "-c", "import time; print(1, flush=True); time.sleep(60)"], stdout=subprocess.PIPE)
    child.stdout.readline()
    status, _, errors = case.program.call("reload", "--pid", str(child.pid))
    alive = child.poll() is None
    child.kill()
    child.wait()
    child.stdout.close()
    return status == 2 and "no agent" in errors and alive


@check("a Python program that handles the signal itself is not signalled")
def own_handler(case):
    program = "import signal, time; signal.signal(%d, lambda *_: print(2, flush=True)); print(1, flush=True); time.sleep(60)" % SIGNAL
    child = subprocess.Popen([case.options.python, "-c", program], stdout=subprocess.PIPE)
    child.stdout.readline()
    status, _, errors = case.program.call("reload", "--pid", str(child.pid))
    survey = case.program.call("ps")[1]
    child.kill()
    said = child.communicate()[0]
    return status == 2 and "not with the agent" in errors and not said and str(child.pid).encode() not in survey.split()


@check("a program that closed all its descriptors is not signalled, until it starts the agent again")
def closed_descriptors(case):
    folder = os.path.join(case.program.folder, "daemon")
    os.makedirs(folder)
    path = os.path.join(folder, "daemon.py")
    case.write(path, """import os, sys, time
import reload_plan_agent
os.closerange(3, 256)
print(1, flush=True)
sys.stdin.readline()
reload_plan_agent.start()
print(2, flush=True)
time.sleep(60)
""")
    child = subprocess.Popen([case.options.binary, "run", "--no-watch", "--project", folder, "--", case.options.python, path],
                             stdin=subprocess.PIPE, stdout=subprocess.PIPE, env=case.program.environment)
    child.stdout.readline()
    first = case.program.call("reload", "--pid", str(child.pid))
    child.stdin.write(b"\n")
    child.stdin.flush()
    child.stdout.readline()
    second = case.program.call("reload", "--pid", str(child.pid))
    child.kill()
    child.wait()
    child.stdin.close()
    child.stdout.close()
    return first[0] == 2 and "not with the agent" in first[2] and second[0] == 0


@check("another program that handles the signal is not signalled")
def not_python(case):
    mark = os.path.join(case.program.folder, "signalled")
    child = subprocess.Popen(["bash", "-c", "trap ': > %s' %d; echo 1; while :; do sleep 0.1; done" % (mark, SIGNAL)], stdout=subprocess.PIPE,
                             start_new_session=True)
    child.stdout.readline()
    status, _, errors = case.program.call("reload", "--pid", str(child.pid))
    time.sleep(0.3)
    signalled = os.path.exists(mark)
    os.killpg(child.pid, 9)
    child.wait()
    child.stdout.close()
    return status == 2 and "isn't a Python program" in errors and not signalled


@check("a plan is applied once; replayed it is refused")
def replayed(case):
    plan = case.plan()
    first = case.apply(plan)[0]
    second, output, _ = case.apply(plan)
    return first == 0 and second == 3 and b"not what the plan was made for" in output and case.program.ask("value")["value"] == 2


@check("a plan for another text than the file has")
def stale(case):
    plan = case.plan()
    case.program.write("leaf.py", "def f():\n    return 3\n")
    status, output, _ = case.apply(plan)
    return status == 3 and b"has changed since the plan was made" in output and case.untouched()


@check("a plan that names a file outside the project")
def outside(case):
    plan = case.plan()
    evil = os.path.join(case.program.folder, "evil.py")
    with open(evil, "w") as file:
        file.write(NEW)
    plan["modules"][0]["movedTo"] = evil
    status, output, _ = case.apply(plan)
    return status == 3 and b"no file of the project" in output and case.untouched()


@check("a plan that names a module of the standard library")
def library(case):
    plan = case.plan()
    plan["modules"][0].update(name="json.decoder", module="json.decoder")
    for step in plan["steps"]:
        step["module"] = "json.decoder"
    status, output, _ = case.apply(plan)
    return status == 3 and case.untouched()


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    process.options(parser)
    parser.add_argument("--only")
    options = parser.parse_args()
    options.binary = os.path.abspath(options.binary)
    rows, bad = [], False
    for text, function in CHECKS:
        if options.only and options.only not in text:
            continue
        case = Case(options)
        try:
            result = function(case)
        except Exception as error:
            result, text = False, "%s: %r" % (text, error)
        finally:
            case.program.end()
        rows.append([text, "not tried: needs root" if result is None else "ok" if result else "FAILED"])
        bad = bad or result is False
    process.table(["the opposite of a promise", "held"], rows)
    sys.exit(1 if bad else 0)
