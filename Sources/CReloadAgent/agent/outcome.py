"""Reloading from inside the program: asks the command, which applies to this process."""


class Outcome:
    """What became of a reload."""

    def __init__(self, report, status):
        self.report = report
        self.status = status
        self.verdict = report.get("verdict", "unknown")
        self.applied = bool(report.get("applied"))
        self.findings = report.get("findings", [])

    def __bool__(self):
        return self.status == 0

    def __repr__(self):
        state = "applied" if self.applied else "not applied"
        lines = ["<reload: %s, %s>" % (self.verdict, state)]
        for finding in self.findings:
            lines.append("  %s: %s" % (finding.get("severity"), finding.get("message")))
        if "error" in self.report:
            lines.append("  " + self.report["error"])
        return "\n".join(lines)


def request(project, binary):
    """Run `reload-plan reload` on this process and return its Outcome."""
    import json
    import os
    import subprocess

    command = [binary or "reload-plan", "reload", "--pid", str(os.getpid()),
               "--project", project, "--json"]
    try:
        done = subprocess.run(command, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE,
                              stderr=subprocess.PIPE)
    except OSError as error:
        return Outcome({"verdict": "unknown", "error": "%s: %s" % (command[0], error)}, 2)
    try:
        return Outcome(json.loads(done.stdout), done.returncode)
    except ValueError:
        problem = done.stderr.decode("utf-8", "replace").strip()
        return Outcome({"verdict": "unknown", "error": problem}, done.returncode)
