"""Compares the process after a reload with fresh starts: `reload --verify`.

A name is compared when, before the reload, it was what a fresh start on the old sources gives: then it must now be what a fresh start
on the new ones gives. Others are the program's state.
"""
import os
import sys

from . import describe
from .findings import Refused, finding

SHOWN = 5


def surroundings(project):
    """Where this process runs, for a process that is to run in the same place."""
    from subprocess import _args_from_interpreter_flags

    environment = dict(os.environ)
    folder = os.getcwd()
    return {"environment": environment, "flags": _args_from_interpreter_flags(), "cwd": folder, "argv": list(sys.argv), "project": project,
            "path": [os.path.normpath(os.path.join(folder, entry)) for entry in sys.path if isinstance(entry, str)]}


class Verification:
    """What the fresh starts gave, and what the process was before the reload."""

    def __init__(self, fresh):
        self.old, self.new = fresh["old"], fresh["new"]
        for start in (self.new, self.old):
            if "effect" in start:
                raise Refused("the reload can't be verified: in a fresh start, %s" % start["effect"],
                              help="reload without --verify, or do that in a function that the program calls")
        for module, problem in sorted(self.new["failed"].items()):
            if module not in self.old["failed"]:
                raise Refused("a fresh start fails to import %s: %s" % (module, problem), module,
                              help="fix the source and save again; the program runs on with its old code")
        self.names = [m for m in self.new["modules"] if m not in self.new["failed"]]
        self.before = describe.modules(set(self.names) | set(self.old["modules"]))

    def check(self, kept):
        """Raises Refused when the process is not what a fresh start is; `kept` has the (module, name) that are known to differ."""
        now = describe.modules(self.names)
        wrong = []
        for module in self.names:
            if module not in now:
                continue
            before, old = self.before.get(module, {}), self.old["modules"].get(module, {})
            for name in sorted(set(now[module]) | set(self.new["modules"][module])):
                seen, wanted = now[module].get(name), self.new["modules"][module].get(name)
                if seen == wanted or before.get(name) != old.get(name) or (module, name.partition(".")[0]) in kept:
                    continue
                if seen is None and self._is_submodule(module, name):
                    # Imported by the fresh start, and by nobody here yet.
                    continue
                wrong.append("%s.%s is %s, in a fresh start %s" % (module, name, seen or "missing", wanted or "missing"))
        if wrong:
            more = "; and %d more" % (len(wrong) - SHOWN) if len(wrong) > SHOWN else ""
            raise Refused("the process would differ from a fresh start: %s%s" % ("; ".join(wrong[:SHOWN]), more),
                          help="restart the program, and report this: a plan should not have missed it")

    def _is_submodule(self, module, name):
        return "%s.%s" % (module, name) in self.new["modules"] and "%s.%s" % (module, name) not in sys.modules

    def unverified(self):
        """A note for each module that could not be compared."""
        return [finding("RP612", "info", "%s was not verified: a fresh start fails to import it (%s)" % (module, problem), module=module)
                for module, problem in sorted(self.new["failed"].items())]
