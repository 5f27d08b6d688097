"""Fresh starts: imports modules in processes of their own and writes down what they look like.

    python fresh.py REQUEST

Run by `reload --verify`. The request has `surroundings` (where the program runs, from surroundings.py), `modules` (names in the order
of import) and `old` (sources that the program runs and the files no longer have). Two processes are forked: one sees the old
sources, one the files. Each ends before its first effect on the world: a file written, a connection, a thread or process started.
The answer, on standard output: {"old": START, "new": START}, where a START is {"modules": {module: {name: description}}, "failed":
{module: text}} or {"effect": text}.
"""
import json
import os
import signal
import sys

LIMIT = 60  # seconds that one fresh start may take
EVENTS = ("os.remove", "os.rename", "os.rmdir", "os.mkdir", "os.link", "os.symlink", "os.truncate", "os.chmod", "os.chown", "os.kill",
          "os.killpg", "os.system", "os.exec", "os.spawn", "os.posix_spawn", "os.fork", "os.forkpty", "subprocess.Popen", "pty.spawn",
          "socket.connect", "socket.bind", "socket.sendto", "socket.sendmsg", "socket.getaddrinfo", "urllib.Request", "sqlite3.connect",
          "_thread.start_new_thread", "_thread.start_joinable_thread", "smtplib.connect", "ftplib.connect", "webbrowser.open", "syslog.syslog")
WRITING = os.O_WRONLY | os.O_RDWR | os.O_CREAT | os.O_TRUNC | os.O_APPEND


def main():
    with open(sys.argv[1]) as file:
        request = json.load(file)
    around = request["surroundings"]
    if len(sys.argv) == 2:
        # Once more, with the program's own interpreter flags and environment.
        os.execve(sys.executable, [sys.executable] + around["flags"] + [os.path.abspath(__file__), os.path.abspath(sys.argv[1]), "again"],
                  around["environment"])
    answers = {which: start(request, which) for which in ("old", "new")}
    print(json.dumps({which: read(*answers[which]) for which in answers}))


def start(request, which):
    """Forks one fresh start; returns its pid and the pipe it writes to."""
    reading, writing = os.pipe()
    pid = os.fork()
    if pid:
        os.close(writing)
        return pid, reading
    try:
        os.close(reading)
        signal.alarm(LIMIT)
        silence = os.open(os.devnull, os.O_RDWR)
        for descriptor in (0, 1, 2):
            os.dup2(silence, descriptor)
        answer(writing, fresh(request, which, writing))
    finally:
        os._exit(1)


def answer(writing, value):
    with os.fdopen(writing, "wb") as pipe:
        pipe.write(json.dumps(value).encode("ascii"))
    os._exit(0)


def read(pid, reading):
    with os.fdopen(reading, "rb") as pipe:
        data = pipe.read()
    _, status = os.waitpid(pid, 0)
    try:
        return json.loads(data)
    except ValueError:
        return {"effect": "its import did not end within %d s" % LIMIT if status == signal.SIGALRM else "its import ended the process"}


def fresh(request, which, writing):
    """Imports the modules and describes them, and those of the project that came with them."""
    import importlib
    import threading  # noqa: F401, so that its own start-up is not taken for an effect

    around = request["surroundings"]
    here = os.path.dirname(os.path.abspath(__file__))
    describe = _load(here)
    os.chdir(around["cwd"])
    sys.path[:] = around["path"]
    sys.argv[:] = around["argv"]
    sys.dont_write_bytecode = True
    if which == "old":
        sys.meta_path.insert(0, Overlay(request["old"]))
    root, failed = around["project"].rstrip("/") + "/", {}
    watch(root, writing)
    for name in request["modules"]:
        if which == "old" and request["old"].get(name, {}).get("absent") or which == "new" and name in request["gone"]:
            continue
        try:
            importlib.import_module(name)
        except BaseException as error:
            failed[name] = "%s: %s" % (type(error).__name__, error)
    names = [n for n, m in list(sys.modules.items()) if n != "__main__" and str(getattr(m, "__file__", None) or "").startswith(root)]
    return {"modules": describe.modules(names), "failed": failed}


def _load(folder):
    import importlib.util

    spec = importlib.util.spec_from_file_location("_reload_plan_describe", folder + "/describe.py")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def watch(root, writing):
    """Ends this process at the first effect, before it happens."""
    def look(event, arguments):
        if event == "open":
            path, _, flags = arguments
            if isinstance(path, int) or not (flags or 0) & WRITING or path in (os.devnull, "/dev/tty"):
                return
            words = "opens %s for writing" % (path,)
        elif event in EVENTS:
            words = "does %s" % event
        else:
            return
        frame = sys._getframe(1)
        while frame is not None and not frame.f_code.co_filename.startswith(root):
            frame = frame.f_back
        where = "line %d of %s " % (frame.f_lineno, frame.f_code.co_filename[len(root):]) if frame is not None else "an import "
        os.write(writing, json.dumps({"effect": where + words}).encode("ascii"))
        os._exit(0)
    sys.addaudithook(look)
    import _thread

    for name in ("start_new_thread", "start_joinable_thread", "start_new"):
        plain = getattr(_thread, name, None)
        if plain is not None:
            def started(*_, **__):
                look("_thread.start_new_thread", ())
            setattr(_thread, name, started)
    import threading

    for name in ("_start_new_thread", "_start_joinable_thread"):
        if hasattr(threading, name):
            setattr(threading, name, _thread.start_new_thread)


class Overlay:
    """Finds modules as they were: `sources` maps names to their old file and text."""

    def __init__(self, sources):
        self.sources = sources

    def find_spec(self, name, path=None, target=None):
        import importlib.machinery
        import importlib.util
        from base64 import b64decode

        entry = self.sources.get(name)
        if entry is None:
            return None
        if entry.get("absent"):
            raise ModuleNotFoundError("No module named %r" % name, name=name)
        data = b64decode(entry["source"])

        class Loader(importlib.machinery.SourceFileLoader):
            def get_data(self, path):
                return data

            def get_code(self, fullname):
                return self.source_to_code(data, self.path)
        folders = [os.path.dirname(entry["file"])] if entry["package"] else None
        return importlib.util.spec_from_file_location(name, entry["file"], loader=Loader(name, entry["file"]), submodule_search_locations=folders)


if __name__ == "__main__":
    main()
