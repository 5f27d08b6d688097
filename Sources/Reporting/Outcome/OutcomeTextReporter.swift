internal import ReloadPlanning

/// An outcome for people: one calm line, and detail only where somebody is needed.
package enum OutcomeTextReporter {
  package static func write(_ outcome: OutcomeReport) -> String {
    var text = headline(outcome) + "\n"
    for finding in outcome.findings where finding.severity != .info {
      let place = finding.path.isEmpty ? "" : "\(finding.path):\(finding.line): "
      text += "  \(finding.severity.name): \(place)\(finding.message) [\(finding.rule)]\n"
      if !finding.help.isEmpty { text += "    \(finding.help)\n" }
    }
    return text
  }

  private static func headline(_ outcome: OutcomeReport) -> String {
    let covered =
      "\(outcome.coveredModules) loaded module\(outcome.coveredModules == 1 ? "" : "s") of "
      + outcome.project
    if outcome.partial { return "process \(outcome.pid): partly changed; restart it" }
    if outcome.verdict == "nothing" {
      return "process \(outcome.pid): nothing to do; it runs what the files say (\(covered))"
    }
    if outcome.applied {
      let count = outcome.steps.count
      return "process \(outcome.pid): \(outcome.verdict) applied, \(count) step"
        + "\(count == 1 ? "" : "s") (\(covered))"
    }
    let state = outcome.undone ? "taken back, the process is as it was" : "nothing was changed"
    return "process \(outcome.pid): only a restart is safe; \(state) (\(covered))"
  }
}
