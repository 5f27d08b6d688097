"""The gate: holds callers of some functions for the moment in which these change.

What breaks when names change is a call that is half done, not the thread that changes them. So the functions in
question get code that waits; who is inside already goes on with the old code, and when nobody is, the change is made and
the gate opens. The thread that makes the change never waits: the statements it runs call the functions as they are by then.
The gate opens by itself after LIMIT when nobody comes to make the change.
"""

import sys
import types
from _thread import allocate_lock, get_ident
from time import monotonic

CO_COROUTINE = 0x80

# Seconds a gate may stay shut, unless a change is being made.
LIMIT = 0.25

# Marks the doubles in their `__dict__`.
DOUBLE = "__reload_plan_double__"

# id(function) -> Held, while the gate is shut.
held = {}

_templates = {}


def code_of(function):
    """The function's own code, also while the gate stands in its place."""
    entry = held.get(id(function))
    return function.__code__ if entry is None else entry.code


def set_code(function, code):
    """Give a function other code: at once, or when the gate opens."""
    entry = held.get(id(function))
    if entry is None:
        function.__code__ = code
    else:
        entry.code = code


class Held:
    """A function whose callers wait."""

    def __init__(self, gate, function):
        self.gate, self.function, self.code = gate, function, function.__code__
        # Through it, who is inside calls on as before.
        self.before = self.now()

    def now(self):
        """A double with what the function has by now."""
        function = self.function
        double = types.FunctionType(
            self.code, function.__globals__, function.__name__, function.__defaults__, function.__closure__)
        double.__kwdefaults__ = function.__kwdefaults__
        double.__dict__[DOUBLE] = True
        return double

    def enter_now(self, *arguments, **keywords):
        if self.gate.changer == get_ident():
            return self.now()(*arguments, **keywords)
        before = self.before
        if before is not None and self.gate.is_inside(sys._getframe(1)):
            return before(*arguments, **keywords)
        self.gate.wait()
        return self.function(*arguments, **keywords)

    async def enter_later(self, *arguments, **keywords):
        if self.gate.changer == get_ident():
            return await self.now()(*arguments, **keywords)
        before = self.before
        if before is not None and self.gate.is_inside(sys._getframe(0)):
            return await before(*arguments, **keywords)
        await self.gate.wait_later()
        return await self.function(*arguments, **keywords)


class Gate:
    """One attempt: shut, wait until nobody is inside, change, open."""

    def __init__(self, functions, inside):
        """`functions` are held; `inside(code)` tells whether a frame with that code has to leave first."""
        self.functions = functions
        self.inside = inside
        self.since = None
        self.changer = None  # the thread that makes the change, while it does
        self.longest = 0.0
        self._turn = allocate_lock()
        self._sleepers = []
        self._timed = []

    @property
    def is_shut(self):
        return self.since is not None

    def shut(self):
        """Make callers wait."""
        self._turn.acquire()
        self.since = monotonic()
        for function in self.functions:
            if id(function) not in held:
                entry = Held(self, function)
                held[id(function)] = entry
                function.__code__ = _waiting(entry)

    def change(self):
        """Begin the change: this thread passes, and the gate stays shut until it is opened."""
        self.changer = get_ident()

    def open(self):
        """Let callers go on, with whatever code the functions have by now."""
        if self.since is None:
            return
        self.longest = max(self.longest, monotonic() - self.since)
        self.since = None
        self.changer = None
        for function in self.functions:
            entry = held.get(id(function))
            if entry is not None and entry.gate is self:
                function.__code__ = entry.code
                entry.before = None
                del held[id(function)]
        self._turn.release()
        sleepers, self._sleepers = self._sleepers, []
        for loop, future in sleepers:
            try:
                loop.call_soon_threadsafe(_wake, future)
            except RuntimeError:
                # The loop was closed meanwhile.
                pass

    def is_inside(self, frame):
        """Tell whether a caller stands on a frame that has to leave first: then it must not wait."""
        while frame is not None:
            if self.inside(frame.f_code):
                return True
            frame = frame.f_back
        return False

    def wait(self):
        """Wait until the gate opens."""
        while self.is_shut:
            if self._turn.acquire(timeout=LIMIT / 4):
                self._turn.release()
                return
            self._expire()

    async def wait_later(self):
        """The same for a coroutine: other tasks of its event loop go on."""
        loop = _running_loop()
        if loop is None:
            self.wait()
            return
        while self.is_shut:
            future = loop.create_future()
            self._sleepers.append((loop, future))
            if not self.is_shut:
                return
            if loop not in self._timed:
                self._timed.append(loop)
                loop.call_later(LIMIT * 1.1, self._expire)
            await future

    def _expire(self):
        """Nobody came to make the change."""
        since = self.since
        if since is not None and self.changer is None and monotonic() - since > LIMIT:
            self.open()


def _wake(future):
    if not future.done():
        future.set_result(None)


def _running_loop():
    events = sys.modules.get("asyncio.events")
    return events._get_running_loop() if events is not None else None


def _waiting(entry):
    """Code that takes the place of a function's own: it calls `entry.enter`."""
    code = entry.code
    kind = code.co_flags & CO_COROUTINE
    template = _templates.get((kind, code.co_freevars))
    if template is None:
        template = _templates[kind, code.co_freevars] = _template(kind, code.co_freevars)
    enter = entry.enter_later if kind else entry.enter_now
    constants = tuple(enter if c == _MARK else c for c in template.co_consts)
    return template.replace(
        co_consts=constants, co_name=code.co_name, co_filename=code.co_filename, co_firstlineno=code.co_firstlineno)


_MARK = "<reload-plan gate>"


def _template(kind, free):
    import warnings

    source = "def outer(%s):\n    %sdef forward(*a, **k):\n        return %s'%s'(*a, **k)%s\n    return forward\n" % (
        ", ".join(free), "async " if kind else "", "await " if kind else "", _MARK,
        "\n        " + "; ".join(free) if free else "")
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        scope = {}
        exec(source, scope)
    # The compiler has an order of its own; the closure has the old code's.
    return scope["outer"](*[None] * len(free)).__code__.replace(co_freevars=free)


def in_another_thread():
    """Tell whether Python threads besides the calling one exist."""
    frames = sys._current_frames()
    return len(frames) > 1 or get_ident() not in frames
