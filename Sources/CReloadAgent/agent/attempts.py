"""When a plan may be applied: short attempts until it is safe, and a deadline on everything.

An attempt that finds the process busy returns to the program, which has to go on for what is in flight to end; the command's
next signal starts the next one. A statement that blocks is interrupted: lock waits and sleeps of the main thread can be.
"""

import _signal
import sys
import time
from _thread import allocate_lock, get_ident, start_new_thread

from . import baseline, gate
from .findings import Refused
from .flight import Flight

# Seconds in which an attempt waits, in the handler, for other threads to leave.
WAIT = 0.03
# Seconds a gate stays shut before callers get a chance again, from attempt to attempt.
SHUT = (0.05, 0.1, 0.2)
REST = 0.01
# Seconds to wait for those in flight who only may count on what changes.
LOOSE = 0.1
# Seconds one statement may run, and after which one that does nothing but wait is interrupted.
STATEMENT = 5.0
BLOCKED = 0.5


class Postponed(Exception):
    """Not safe at this moment; `refusal` is what to say when it never is."""

    def __init__(self, refusal):
        Exception.__init__(self, str(refusal))
        self.refusal = refusal


class OutOfTime(BaseException):
    """A statement took too long."""

    def __init__(self, message, blocked):
        BaseException.__init__(self, message)
        self.blocked = blocked


class Attempts:
    """All attempts to apply one plan, for so many seconds."""

    def __init__(self, seconds):
        self.end = time.monotonic() + seconds
        self.loose_end = time.monotonic() + LOOSE
        self.count = 0
        self.pause = 0.0
        self.transaction = None
        self.flight = None
        self.gate = None
        self.shut_count = 0
        self.rest_until = 0.0

    def expired(self):
        """Tell whether there is no time for another attempt."""
        return time.monotonic() > self.end

    def check_imports(self, runs_statements):
        """Half imported modules are waited for."""
        importing = baseline.importing()
        if importing:
            raise Postponed(Refused(
                "%s is being imported right now" % ", ".join(importing), importing[0], help="run the command again"))
        frame = sys._getframe(1) if runs_statements else None
        while frame is not None:
            if frame.f_code.co_filename == "<frozen importlib._bootstrap>":
                raise Postponed(Refused(
                    "the main thread has been importing a module all the time", help="run the command again"))
            frame = frame.f_back

    def enter(self, transaction):
        """Return when no call in flight stands in the way, callers being held if need be; else raise Postponed."""
        global _patience
        self.count += 1
        # Who holds what a statement waits for gets many short chances at first.
        _patience = min(BLOCKED, 0.1 * self.count)
        self.transaction = transaction
        now = time.monotonic()
        if self.flight is None:
            self.flight = Flight(transaction)
        flight = self.flight
        if self.gate is None or not self.gate.is_shut:
            self.gate = None
            if now < self.rest_until:
                raise Postponed(self.refusal(flight.in_flight()))
            if not self._flying() and not gate.in_another_thread():
                return
            functions = flight.functions()
            if not functions and not self._flying():
                return
            self.gate = gate.Gate(functions, flight.inside)
            self.gate.shut()
            flight.rescan()
        flying = self._flying()
        # This thread can't leave anything while it waits here, nor can what runs in its event loop.
        while flying and time.monotonic() - now < WAIT and not flight.needs_this_thread():
            time.sleep(0.0002)
            flying = self._flying()
        shut = self.gate
        if flying or not shut.is_shut:
            limit = SHUT[min(self.shut_count, len(SHUT) - 1)]
            if not shut.is_shut or time.monotonic() - shut.since > limit:
                self.open()
                self.shut_count += 1
                self.rest_until = time.monotonic() + REST
            raise Postponed(self.refusal(flight.in_flight()))
        shut.change()

    def _flying(self):
        """Tell whether somebody in flight stands in the way."""
        if self.flight.in_flight():
            return True
        return self.flight.loose and time.monotonic() < self.loose_end

    def open(self):
        """Let callers go on."""
        if self.gate is not None:
            self.gate.open()
            self.pause = max(self.pause, self.gate.longest)
            self.gate = None

    def described(self, outcome):
        """The outcome, with how long callers were held and how often it was tried."""
        outcome["attempts"] = self.count
        outcome["pause"] = round(self.pause * 1000, 3)
        return outcome

    @staticmethod
    def refusal(flying):
        """Why it can't be done while these frames run."""
        if not flying:
            return Refused("calls came and went without a pause", help="run the command again")
        what, names, source = flying[0]
        more = ", and %d more" % (len(flying) - 1) if len(flying) > 1 else ""
        return Refused(
            "%s runs old code that still uses %s, which changes%s" % (what, ", ".join(names[:3]), more), source.name,
            "RP503", help="run the command again when it has returned, or restart the program")


_running = None
_watching = None
_patience = BLOCKED


class statement:
    """Puts a deadline on code of the program's that the agent runs."""

    def __init__(self, may_block=False):
        self.may_block = may_block

    def __enter__(self):
        global _running
        now = time.monotonic()
        _running = (now, time.thread_time(), self.may_block)
        _watch()

    def __exit__(self, *_):
        global _running
        _running = None


def interrupt():
    """Called when the signal comes while the agent works: raises OutOfTime where a statement has taken too long."""
    global _running
    running = _running
    if running is None:
        return
    began, cpu, may_block = running
    passed = time.monotonic() - began
    blocked = time.thread_time() - cpu < passed / 20
    if passed > STATEMENT or passed > _patience and blocked and not may_block:
        # Once only: what is undone then must not be interrupted.
        _running = None
        how = "waited" if blocked else "ran"
        raise OutOfTime("the statement %s for more than %.1f s and was interrupted" % (how, passed), blocked)


def _watch():
    """Have the main thread signalled while a statement runs; the command may be gone by then."""
    global _watching
    if _watching is None:
        _watching = allocate_lock()
        _watching.acquire()
        start_new_thread(_signal_main, (get_ident(), _watching))


def stop_watching():
    """No statement will run any more."""
    global _watching, _running
    _running = None
    if _watching is not None:
        _watching.release()
        _watching = None


def _signal_main(main, ended):
    from .transport import SIGNAL

    while not ended.acquire(timeout=0.05):
        running = _running
        if running is not None and time.monotonic() - running[0] > _patience:
            _signal.pthread_kill(main, SIGNAL)
