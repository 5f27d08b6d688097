"""Makes the agent in this process fail at a chosen place. Loaded by the worker; the agent itself has no hook for it.

A place is ("step", n): before the n-th step; ("write", n): right after the n-th journaled write; ("end", 0): after the last step.
"""
import json
import os
import signal
import sys
import threading
import time


# One that no program of ours handles itself.
FAULT_SIGNAL = signal.SIGRTMAX - 5


class Injected(Exception):
    pass


class Alarm(BaseException):
    """What the program's own signal handler raises."""


state = {"plan": None, "gone": False, "place": None, "kind": None, "fired": 0, "missing": [], "steps": 0, "writes": 0}


def fire(place):
    if state["place"] != place or state["fired"]:
        return
    state["fired"] += 1
    kind = state["kind"]
    if kind == "exception" or kind == "undo-signal":
        raise Injected("injected at %s %d" % place)
    if kind == "exit":
        raise SystemExit(3)
    if kind == "interrupt":
        raise KeyboardInterrupt
    if kind == "gone":
        state["gone"] = True
        return
    transport = sys.modules["reload_plan_agent.transport"]
    socket = transport._connection.sock
    if kind == "socket":
        socket.shutdown(2)
    elif kind == "client":
        import _socket
        peer = int.from_bytes(socket.getsockopt(_socket.SOL_SOCKET, _socket.SO_PEERCRED, 12)[:4], sys.byteorder)
        os.kill(peer, signal.SIGKILL)
        # Its end of the socket closes when it is gone.
        socket.settimeout(5)
        try:
            socket.recv(1)
        except OSError:
            pass
    elif kind == "signal":
        os.kill(os.getpid(), FAULT_SIGNAL)


class Entries(list):
    """The journal's entries, counted."""

    def append(self, entry):
        list.append(self, entry)
        if state["undoing"]:
            return
        state["writes"] += 1
        fire(("write", state["writes"]))

    def extend(self, entries):
        list.extend(self, entries)
        if entries and not state["undoing"]:
            state["writes"] += 1
            fire(("write", state["writes"]))

    def pop(self, *arguments):
        state["undoing"] = True
        if state["kind"] == "undo-signal" and state["fired"] == 1:
            state["fired"] += 1
            os.kill(os.getpid(), FAULT_SIGNAL)
        return list.pop(self, *arguments)


def install():
    from reload_plan_agent import apply, journal

    class Faulty(journal.Journal):
        def __init__(self):
            journal.Journal.__init__(self)
            self._entries = Entries()

    plain = apply.Transaction.step

    def step(self, one):
        state["steps"] += 1
        fire(("step", state["steps"]))
        return plain(self, one)

    run = apply.run

    def whole(*arguments):
        state["running"], state["plan"] = True, arguments[0]
        try:
            return run(*arguments)
        finally:
            state["running"] = False

    apply.run = whole
    finish = apply.Transaction.finish

    def end(self):
        finish(self)
        fire(("end", 0))

    apply.Transaction.step, apply.Transaction.finish, apply.Journal = step, end, Faulty
    signal.signal(FAULT_SIGNAL, raise_alarm)


def raise_alarm(number, frame):
    """Raises where that is caught: while the program waits for requests, or a trial runs. Elsewhere it would end the program."""
    if state.get("trying") or getattr(sys.modules["__main__"], "idle", False):
        raise Alarm()


class Watch:
    """A thread that reads the names that both versions have, over and over."""

    def __init__(self, modules, names):
        self.namespaces = [(m, vars(sys.modules[m]), names.get(m, ())) for m in modules if m in sys.modules]
        self.running, self.missing = True, set()
        self.thread = threading.Thread(target=self.look, daemon=True)
        self.thread.start()

    def look(self):
        while self.running:
            for module, namespace, names in self.namespaces:
                for name in names:
                    if name not in namespace:
                        self.missing.add("%s.%s" % (module, name))

    def end(self):
        self.running = False
        self.thread.join()
        return sorted(self.missing)


watch = None


def arm(request):
    """Prepares one failure, or none to count the places."""
    global watch
    state.update(place=tuple(request["place"]) if request.get("place") else None, kind=request.get("kind"), fired=0, steps=0, writes=0,
                 undoing=False)
    watch = Watch(request["names"], request["names"]) if request.get("names") else None
    return {}


def trials(request, look):
    """Applies the last plan once more for each place and kind, without the command, and compares the process with `look()` before.

    Returns what was fired, how often, and the first trial that left the process another one.
    """
    before, plan, done = json.dumps(look(), sort_keys=True), state["plan"], {"fired": 0, "missed": 0, "partial": 0, "failed": None}
    arm({"names": request["names"]})
    for place, kind in request["trials"]:
        state.update(place=tuple(place), kind=kind, fired=0, steps=0, writes=0, undoing=False, gone=False)
        outcome = apply_again(plan)
        if not state["fired"]:
            done["missed"] += 1
            if outcome["applied"]:
                done["failed"] = {"place": place, "kind": kind, "outcome": outcome, "now": None, "missing": []}
                break
            continue
        done["fired"] += 1
        if outcome.get("partial") and any(step.get("irreversible") or step["action"] == "hook" for step in plan["steps"]):
            done["partial"] += 1
            break
        now = look()
        if outcome["applied"] or json.dumps(now, sort_keys=True) != before:
            done["failed"] = {"place": place, "kind": kind, "outcome": outcome, "now": now, "missing": []}
            break
    missing = watch.end() if watch else []
    if missing:
        done["failed"] = dict(done["failed"] or {"place": ["any", 0], "kind": "any", "outcome": {}, "now": None}, missing=missing)
    return done


def apply_again(plan):
    """As the agent does for a command: in the main thread with signals held, or in a thread of its own."""
    from reload_plan_agent import apply, transport

    found = []

    def run():
        found.append(apply.run(plan, lambda step: None, lambda: not state["gone"]))
    try:
        if plan.get("where") == "thread":
            # What the program's own handler raises in the main thread is the program's.
            thread = threading.Thread(target=run)
            thread.start()
            thread.join()
        else:
            state["trying"] = True
            with transport.hold_signals():
                run()
    except Alarm:
        pass
    finally:
        state["trying"] = False
    return found[0] if found and found[0] else {"applied": None}


def seen(request):
    """What happened."""
    end = time.time() + 10
    while state.get("running") and time.time() < end:
        time.sleep(0.002)
    missing = watch.end() if watch else []
    return {"fired": state["fired"], "steps": state["steps"], "writes": state["writes"], "missing": missing,
            "disposes": any(step.get("name") == "__reload_dispose__" for step in (state["plan"] or {"steps": ()})["steps"])}
