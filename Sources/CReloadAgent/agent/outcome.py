"""Reloading from inside the program: asks the command, which applies to this process."""

SHOWN = 10
WORDS = {
    "nothing": "all as the files say",
    "restart": "refused, the process is as it was; only a restart is safe",
    "unknown": "no outcome",
}


class Outcome:
    """What became of a reload.

    It is true when the process runs what the files say. `verdict` is "nothing", "patch", "reload", "restart" or "unknown"; `applied`
    tells whether the process was changed; `changes` has what was edited, `steps` what was done, `findings` what there is to say;
    `error` is a sentence when the command failed. `report` is the command's whole JSON report and `status` its exit code.
    """

    def __init__(self, report, status):
        self.report, self.status = report, status
        self.verdict = report.get("verdict", "unknown")
        self.applied = bool(report.get("applied"))
        self.changes = report.get("changes", [])
        self.steps = report.get("steps", [])
        self.findings = report.get("findings", [])
        self.error = report.get("error", "")

    def __bool__(self):
        return self.status == 0

    def __repr__(self):
        lines = ["<%s: %s>" % (self.verdict, self._state())]
        if self.applied:
            for change in self.changes[:SHOWN]:
                lines.append("  %s: %s" % (change["path"], _list(change["edits"])))
        for finding in self.findings[:SHOWN]:
            lines.append("  %s%s %s: %s" % (_place(finding), {"info": "note"}.get(finding["severity"], finding["severity"]),
                                            finding["rule"], finding["message"]))
            if finding["help"]:
                lines.append("    help: %s" % finding["help"])
        if len(self.findings) > SHOWN:
            lines.append("  and %d more in `findings`" % (len(self.findings) - SHOWN))
        if self.error:
            lines.append("  " + self.error)
        return "\n".join(lines)

    def _state(self):
        if self.report.get("partial"):
            return "not everything could be taken back; restart the program"
        if self.applied:
            done = sum(step["outcome"] == "done" for step in self.steps)
            return "applied %d step%s" % (done, "" if done == 1 else "s")
        if self.report.get("undone"):
            return "taken back, the process is as it was; only a restart is safe"
        return WORDS.get(self.verdict, "not applied")


def _place(finding):
    if not finding["path"]:
        return ""
    return "%s:%d: " % (finding["path"], finding["line"]) if finding["line"] else finding["path"] + ": "


def _list(words):
    return ", ".join(words[:SHOWN]) + (" and %d more" % (len(words) - SHOWN) if len(words) > SHOWN else "")


def request(project, binary, verify=False):
    """Run `reload-plan reload` on this process and return its Outcome."""
    import json
    import os
    import subprocess

    command = [binary or "reload-plan", "reload", "--pid", str(os.getpid()), "--project", project, "--json"]
    if verify:
        command.append("--verify")
    try:
        done = subprocess.run(command, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.PIPE)
    except OSError as error:
        return Outcome({"error": "%s can't be run (%s); put reload-plan on PATH, or give it to start(command=...)" % (
            command[0], error.strerror)}, 2)
    try:
        return Outcome(json.loads(done.stdout), done.returncode)
    except ValueError:
        problem = done.stderr.decode("utf-8", "replace").strip()
        return Outcome({"error": problem or "%s ended with status %d" % (command[0], done.returncode)}, done.returncode)
