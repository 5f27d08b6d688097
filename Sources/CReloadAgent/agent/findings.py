"""What a reload has to say: findings, and the refusals that become findings."""

import os


class Refused(Exception):
    """The process isn't what the plan takes for granted: nothing is changed, only a restart is safe."""

    def __init__(self, message, module="", rule="RP612", help="restart the program"):
        Exception.__init__(self, message)
        self.module, self.rule, self.help = module, rule, help


class ClientGone(BaseException):
    """Nobody waits for the outcome any more."""


def finding(rule, severity, message, module="", path="", line=0, column=0, because=(), help=""):
    return {"rule": rule, "severity": severity, "message": message, "module": module, "path": path, "line": line,
            "column": column, "because": list(because), "help": help}


def problem_found(problem):
    """Why everything was taken back, as a finding."""
    if isinstance(problem, Refused):
        return finding(problem.rule, "blocker", str(problem), module=problem.module, help=problem.help)
    fix, what = "fix the source and save again; the program runs on with its old code", "%s: " % type(problem).__name__
    if what == "OutOfTime: ":
        fix, what = "the program runs on with its old code; run the command again, or restart the program", ""
    if isinstance(problem, SyntaxError):
        return finding("PE32", "blocker", problem.msg, path=problem.filename or "", line=problem.lineno or 0,
                       column=problem.offset or 0, help=fix)
    line, path, trace = 0, "", problem.__traceback__
    while trace is not None:
        if os.path.dirname(trace.tb_frame.f_code.co_filename) != os.path.dirname(__file__):
            line, path = trace.tb_lineno, trace.tb_frame.f_code.co_filename
        trace = trace.tb_next
    return finding("RP612", "blocker", "%s%s" % (what, problem), path=path, line=line, help=fix)
