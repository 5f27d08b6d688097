"""How the reload-plan command reaches this process: one signal, one request file, one socket.

The command listens on a Unix socket, leaves `PID.request` naming it in a private folder and sends
the signal; the handler connects back, says hello and returns to the program. Each later message
is announced by the signal again. The handler never waits for the command longer than PIECE.
"""
import os
import sys
from _thread import get_ident
import _signal

# SIGRTMIN+5 as glibc counts. Fixed, so that both ends agree whatever their C library is.
SIGNAL = 39

# Seconds to wait in the handler: for the rest of a message, and for room to write.
PIECE = 0.05
WRITE = 2.0
# Seconds for which another thread keeps the interpreter's lock while a request is answered. Each system
# call gives it up, and eight busy threads with the usual 5 ms made an answer take ten seconds.
HASTE = 0.0005
# Seconds in which a plan is tried again while calls in flight stand in its way.
PATIENCE = 3.0
LINE_LIMIT = 256 * 1024 * 1024

# The descriptor by which the command knows this process; see `mark`.
_mark = None
_connection = None
_owner = None
_busy = False
_again = False
_runtime = None
_main_thread = None
_previous = None
# The last outcome: verdict, whether it was applied, when.
last = None
_hold_depth = 0
_held = []


class Connection:
    """One conversation with a reload-plan command."""

    def __init__(self, sock, request):
        self.sock = sock
        self.request = request
        self.pid = os.getpid()
        self.buffer = bytearray()
        self.postponed = None
        self.tries = None
        self.working = False

    def send(self, message):
        """Send one message; raises OSError when the command is gone or doesn't read."""
        import json

        data = memoryview(json.dumps(message, separators=(",", ":")).encode("ascii") + b"\n")
        self.sock.settimeout(WRITE)
        while data:
            data = data[self.sock.send(data):]

    def receive(self):
        """The next whole message, or None when there is none yet; raises EOFError at the end."""
        import _socket
        import json

        wait = 0.0
        while True:
            end = self.buffer.find(b"\n")
            if end >= 0:
                line = bytes(self.buffer[:end])
                del self.buffer[:end + 1]
                return json.loads(line)
            if len(self.buffer) > LINE_LIMIT:
                raise EOFError
            # A message in pieces is waited for, a message that isn't there is not.
            self.sock.settimeout(wait)
            try:
                data = self.sock.recv(262144)
            except (BlockingIOError, _socket.timeout):
                return None
            if not data:
                raise EOFError
            self.buffer += data
            wait = PIECE

    def connected(self):
        """Tell whether the command is still there."""
        import _socket

        try:
            # A socket with a timeout would wait for it, whatever the flags say.
            self.sock.settimeout(0.0)
            return bool(self.sock.recv(1, _socket.MSG_PEEK))
        except (BlockingIOError, InterruptedError):
            return True
        except OSError:
            return False

    def close(self):
        """End the conversation."""
        global _connection
        if self.tries is not None:
            self.tries.open()
        if _connection is self:
            _connection = None
        try:
            self.sock.close()
        except OSError:
            pass


class hold_signals:
    """Hold Python signal handlers while a change is made, and deliver afterwards what came.

    A handler may raise (KeyboardInterrupt, an alarm) between any two bytecodes. Outside the main
    thread nothing is done, as handlers run in the main thread only.
    """

    def __enter__(self):
        global _hold_depth
        self.inside = get_ident() == _main_thread
        if self.inside:
            _hold_depth += 1
            if _hold_depth == 1:
                try:
                    self.replace()
                except BaseException:
                    # A signal came just before its handler was held: what it raised goes on.
                    self.__exit__()
                    raise
        return self

    def replace(self):
        global _previous
        _previous = {}
        for number in _signal.valid_signals():
            handler = _signal.getsignal(number)
            if number != SIGNAL and callable(handler) and handler is not _remember:
                _previous[number] = handler
                _signal.signal(number, _remember)

    def __exit__(self, *_):
        global _hold_depth, _previous
        if not self.inside:
            return
        _hold_depth -= 1
        if _hold_depth:
            return
        for number, handler in _previous.items():
            if _signal.getsignal(number) is _remember:
                _signal.signal(number, handler)
        handlers, _previous = _previous, None
        frame = sys._getframe(1)
        while _held:
            number = _held.pop(0)
            # Called, not raised again: the wake-up byte of an event loop was written already.
            handlers[number](number, frame)


def _remember(number, _frame):
    _held.append(number)


def install():
    """Install the signal handler; call it in the main thread."""
    global _runtime, _main_thread
    _runtime = os.environ.get("XDG_RUNTIME_DIR")
    _main_thread = get_ident()
    _signal.signal(SIGNAL, _on_signal)
    mark()


def mark():
    """Show the command that it may signal this process: the agent's own folder stays open in it.

    That a handler is installed does not tell whose it is. The descriptor goes on through forks and ends with exec, like the
    handler. Again after a program has closed all its descriptors.
    """
    global _mark
    folder = os.path.dirname(__file__)
    try:
        if _mark is not None and os.path.samestat(os.fstat(_mark), os.stat(folder)):
            return
    except OSError:
        pass
    _mark = os.open(folder, os.O_PATH | os.O_DIRECTORY | os.O_CLOEXEC)


def runtime_folder():
    """The folder in which requests for this process are left."""
    user = os.getuid()
    if _runtime and _runtime.startswith("/"):
        try:
            if os.stat(_runtime).st_uid == user:
                return _runtime.rstrip("/") + "/reload-plan"
        except OSError:
            pass
    return "/tmp/reload-plan-%d" % user


def _on_signal(_number, frame):
    global _busy, _again, _main_thread
    if _busy:
        _again = True
        attempts = sys.modules.get(__package__ + ".attempts")
        if attempts is not None:
            attempts.interrupt()
        return
    _busy = True
    # Handlers run in the main thread; after a fork that is the thread which forked.
    _main_thread = get_ident()
    usual = sys.getswitchinterval()
    hasty = min(usual, HASTE)
    try:
        sys.setswitchinterval(hasty)
        # Everything the program's own handlers would raise is raised after this block.
        with hold_signals():
            try:
                _serve(frame)
                # A plan that has to wait for the program is tried again after the handler has returned.
                while _again and (_connection is None or _connection.postponed is None):
                    _again = False
                    _serve(frame)
            except Exception:
                # The program must never see an error of the agent's; the command says that it
                # got no answer.
                if _connection is not None and not _connection.working:
                    _connection.close()
            finally:
                _busy = False
    finally:
        # Another thread may have set it meanwhile.
        if round(sys.getswitchinterval() - hasty, 6) == 0:
            sys.setswitchinterval(usual)
        _busy = False


def _serve(frame):
    global _connection
    connection = _connection
    if connection is not None and connection.pid != os.getpid():
        # Inherited through fork: the conversation is the parent's.
        connection.close()
        connection = None
    if connection is not None and connection.working:
        return
    request, known = _read_request()
    if request is not None and (connection is None or connection.request != request):
        if connection is not None:
            connection.close()
        # Imported before connecting: where the main thread is half way through importing the same
        # modules this raises, the request stays, and the next signal tries again.
        from . import hello

        connection = _connect(request)
        if connection is not None:
            _connection = connection
            connection.send(hello.message(frame, known))
    if connection is not None:
        _answer(connection, frame)


def _answer(connection, frame):
    try:
        while not connection.working:
            message, connection.postponed = connection.postponed, None
            if message is None:
                message = connection.receive()
            if message is None:
                return
            if message.get("type") == "apply" and not _can_apply():
                connection.postponed = message
                return
            if not _dispatch(connection, message, frame):
                connection.close()
                return
            if connection.postponed is not None:
                # The program has to go on before the next attempt.
                return
    except (EOFError, OSError, ValueError):
        connection.close()


def _dispatch(connection, message, frame):
    """Answer one message; False ends the conversation."""
    kind = message.get("type")
    if kind == "sources":
        from . import hello

        connection.send(hello.sources(message.get("names", ()), message.get("offered", {})))
    elif kind == "surroundings":
        import reload_plan_agent

        from . import verify

        connection.send(dict(verify.surroundings(reload_plan_agent.project), type="surroundings"))
    elif kind == "apply":
        _apply(connection, message)
    elif kind == "bye":
        return False
    # Unknown kinds are skipped: a newer command may send them.
    return True


def _can_apply():
    """Tell whether what applying needs can be imported at this moment."""
    try:
        from . import apply  # noqa: F401
    except Exception:
        # The main thread is importing one of the same modules; the next signal tries again.
        return False
    return True


def _apply(connection, message):
    """Try to apply the plan, and end with the outcome; or leave the message for the next signal."""
    from . import apply, attempts

    if connection.tries is None:
        _take_sources(message.pop("sources", {}))
        connection.tries = attempts.Attempts(message.get("patience", PATIENCE))

    def report(step):
        try:
            connection.send(step)
        except OSError:
            # A client that goes away is noticed by `connected`, at the points where that matters.
            pass

    connection.working = True
    try:
        connection.send({"type": "accepted"})
        try:
            plan = message["plan"]
            if message.get("fresh"):
                plan = dict(plan, fresh=message["fresh"])
            outcome = apply.run(plan, report, connection.connected, connection.tries)
        except Exception as error:
            connection.tries.open()
            outcome = {"verdict": "restart", "applied": False, "error": _describe(error)}
        if outcome is None:
            connection.postponed = message
            connection.send({"type": "waiting"})
            return
        connection.tries = None
        _remember_outcome(outcome)
        from . import hello

        outcome["token"] = hello.token()
        connection.send(dict(outcome, type="outcome"))
    finally:
        connection.working = False


def _take_sources(sources):
    """Sources of what runs, from a command that has them: their files have other texts by now."""
    from binascii import a2b_base64

    from . import baseline

    for name, text in sources.items():
        entry = baseline.record(name)
        if entry is not None:
            entry.offer(a2b_base64(text))


def _remember_outcome(outcome):
    global last
    from time import time

    last = {"verdict": outcome["verdict"], "applied": bool(outcome["applied"]), "time": time(),
            "pause": outcome.get("pause", 0)}


def _describe(error):
    import traceback

    return "".join(traceback.format_exception(type(error), error, error.__traceback__))


def _read_request():
    """The socket named in this process's request file, or None; and the token of the hello the command has.

    No link is followed, and folder and file must belong to this user alone.
    """
    folder = runtime_folder()
    try:
        at = os.open(folder, os.O_RDONLY | os.O_DIRECTORY | os.O_NOFOLLOW | os.O_CLOEXEC)
    except OSError:
        return None, None
    try:
        if not _private(os.fstat(at)):
            return None, None
        flags = os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK | os.O_CLOEXEC
        file = os.open("%d.request" % os.getpid(), flags, dir_fd=at)
        try:
            state = os.fstat(file)
            if not _private(state) or state.st_mode & 0o170000 != 0o100000 or state.st_nlink != 1:
                return None, None
            name, _, known = os.read(file, 512).decode("ascii").partition("\n")
            name = name.strip()
        finally:
            os.close(file)
    except (OSError, UnicodeDecodeError):
        return None, None
    finally:
        os.close(at)
    if not name or "/" in name or name[0] == ".":
        return None, None
    return folder + "/" + name, known.strip()


def _private(state):
    return state.st_uid == os.geteuid() and state.st_mode & 0o077 == 0


def _connect(path):
    import _socket

    sock = _socket.socket(_socket.AF_UNIX, _socket.SOCK_STREAM | _socket.SOCK_CLOEXEC)
    try:
        sock.settimeout(PIECE)
        sock.connect(path)
        peer = sock.getsockopt(_socket.SOL_SOCKET, _socket.SO_PEERCRED, 12)
        if int.from_bytes(peer[4:8], sys.byteorder) != os.geteuid():
            raise OSError("the listener is another user's")
    except OSError:
        sock.close()
        return None
    return Connection(sock, path)
