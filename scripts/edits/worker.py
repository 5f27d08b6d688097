"""A process that imports programs on command and describes them; one runs under the agent, one does fresh starts.

Requests are JSON lines on standard input, answers are lines "@@{...}" on standard output.
"""
import gc
import importlib
import importlib.util
import json
import os
import select
import sys

HERE = os.path.dirname(os.path.abspath(__file__))
if HERE in sys.path:
    sys.path.remove(HERE)
spec = importlib.util.spec_from_file_location("_edits_describe", os.path.join(HERE, "describe.py"))
describe = importlib.util.module_from_spec(spec)
spec.loader.exec_module(describe)
sys.setrecursionlimit(400)
held = {}


def load(request):
    importlib.invalidate_caches()
    for module in request["imports"]:
        importlib.import_module(module)


def fresh(request):
    """A fresh start: what a new process would see."""
    program = request["program"]
    sys.path.insert(0, request["path"])
    try:
        describe.purge(program)
        load(request)
        gc.collect()
        found = {"held": describe.fresh_held(program), "states": describe.states(program), **describe.describe(program)}
        # A start may fill caches with results that no later call would give: what a reload forgets is right too.
        if describe.forget(program):
            found["forgotten"] = {"held": describe.fresh_held(program), "calls": describe.describe(program)["calls"]}
        return found
    finally:
        sys.path.remove(request["path"])
        describe.purge(program)
        gc.collect()


def begin(request):
    """Imports a program and keeps references into it."""
    if request["path"] not in sys.path:
        sys.path.insert(0, request["path"])
    load(request)
    program = request["program"]
    held[str(program)] = describe.Held(program)
    if request.get("touch"):
        describe.touch(program)
    gc.collect()
    return {"states": describe.states(program), **describe.describe(program)}


def again(request):
    """Describes a program after a reload, without calling it when `quiet` is set; takes new references when `renew` is set."""
    program, calls = request["program"], not request.get("quiet")
    found = {"held": held[str(program)].describe(calls), "states": describe.states(program), **describe.describe(program, calls)}
    if request.get("renew"):
        held[str(program)] = describe.Held(program)
    return found


def end(request):
    held.pop(str(request["program"]), None)
    return {}


def inject(request):
    """Prepares failures: see inject.py."""
    module = sys.modules.get("_edits_inject")
    if module is None:
        spec = importlib.util.spec_from_file_location("_edits_inject", os.path.join(HERE, "inject.py"))
        module = sys.modules["_edits_inject"] = importlib.util.module_from_spec(spec)
        spec.loader.exec_module(module)
        module.install()
    if request["op"] == "trials":
        return module.trials(request, lambda: again(request))
    return {"install": dict, "arm": module.arm, "seen": module.seen}[request["op"]]((request if request["op"] != "install" else ()))


waiting = bytearray()
idle = False  # whether the program waits, and an exception out of a signal handler is caught


def read_line():
    global idle
    while b"\n" not in waiting:
        try:
            # Signal handlers of the program's own may raise from here on, and nothing that was read is lost.
            idle = True
            select.select([0], [], [])
            idle = False
        except (KeyboardInterrupt, SystemExit):
            raise
        except BaseException:
            continue
        data = os.read(0, 1 << 20)
        if not data:
            return ""
        waiting.extend(data)
    line, _, rest = bytes(waiting).partition(b"\n")
    waiting[:] = rest
    return line.decode("utf-8")


def main():
    print("@@" + json.dumps({"pid": os.getpid()}), flush=True)
    while True:
        line = read_line()
        if not line:
            os._exit(0)
        request = json.loads(line)
        try:
            answer = {"fresh": fresh, "begin": begin, "again": again, "end": end,
                      "install": inject, "arm": inject, "seen": inject, "trials": inject}[request["op"]](request)
        except BaseException as error:
            answer = {"problem": "%s: %s" % (type(error).__name__, error)}
        print("@@" + json.dumps(answer), flush=True)


main()
