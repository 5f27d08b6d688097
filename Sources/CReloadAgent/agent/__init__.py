"""The reload-plan agent: lives in the program, answers the reload-plan command.

At start it installs one signal handler and wraps the source loader, and nothing else: no thread,
no socket, no file. Everything else is imported when the first request arrives.
Standard library only; CPython 3.8 and later.
"""
import sys

__all__ = ["reload", "start"]

# What `start` was told; None while the agent isn't running.
project = None
binary = None
# When it began to, in seconds since the epoch.
started = None


def start(folder=None, command=None, lazy=False):
    """Watch over the modules under `folder` and answer the reload-plan command.

    Called by the start-up hook of `reload-plan run`, or by the program itself. Starting twice is
    the same as starting once; a daemon that closes all its descriptors calls it again. `command` is
    the reload-plan binary that `reload` calls; `lazy` says that a command watches the files and knows
    their earlier texts.
    """
    global project, binary, started
    from . import baseline, transport

    if project is not None:
        transport.mark()
        return
    import os
    from time import time

    folder = os.path.realpath(os.getcwd() if folder is None else folder)
    transport.install()
    baseline.lazy = lazy
    baseline.install(folder)
    project, binary, started = folder, command, time()


def reload(verify=False):
    """Bring this process up to date with the files on disk and return the outcome.

    Asks the reload-plan command for a plan and applies it here. Nothing is raised for a refusal:
    read `outcome.applied` and `outcome.verdict`. `verify` compares with a fresh start first.
    """
    from .outcome import request

    if project is None:
        start()
    return request(project, binary, verify)

