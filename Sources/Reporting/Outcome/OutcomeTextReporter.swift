internal import ModuleFacts
package import ReloadPlanning

/// Writes an outcome for people: one line when all went well, more when a person is needed.
package struct OutcomeTextReporter {
  private let style: TextStyle

  package init(style: TextStyle) {
    self.style = style
  }

  package func text(of outcome: ReloadOutcome) -> String {
    var lines = [headline(outcome)]
    // What a refused reload leaves old is a finding for each module.
    for change in outcome.plan.changes where outcome.isApplied || outcome.verdict == .nothing {
      let edits = change.edits.isEmpty ? "" : ": " + change.edits.joined(separator: ", ")
      lines.append("  \(change.path)\(edits)")
    }
    if outcome.isApplied {
      let ids = Set(outcome.steps.filter { $0.outcome == "done" }.map(\.id))
      let done = outcome.plan.steps.filter { ids.contains($0.id) }
      if done.count > ModuleSummary.limit {
        for summary in ModuleSummary.summaries(of: done) {
          lines.append("  \(summary.line)")
          lines.append(style.faint("    \(ReasonText.short(summary.because))"))
        }
      } else {
        for step in done {
          lines.append("  \(step.summary)")
          lines.append(style.faint("    \(ReasonText.short(step.because))"))
        }
      }
    }
    lines += FindingText.lines(
      of: outcome.findings,
      changed: Set(outcome.plan.changes.map(\.path)),
      // What was applied can't be asked for again.
      all: outcome.isApplied || outcome.isPartial ? nil : "reload --json",
      style: style
    )
    return lines.joined(separator: "\n") + "\n"
  }

  private func headline(_ outcome: ReloadOutcome) -> String {
    let covered = ListPhrase.count(outcome.coveredModules, "loaded module")
    if outcome.isPartial {
      return style.bad("partial") + ": not everything could be taken back; restart the program"
    }
    if outcome.isApplied {
      let done = outcome.steps.filter { $0.outcome == "done" }.count
      let steps = ListPhrase.count(done, "step")
      return style.good(outcome.verdict.name) + ": applied \(steps) to \(covered)"
    }
    switch outcome.verdict {
    case .nothing: return style.good("nothing") + ": \(covered), all as the files say"
    case .patch, .reload, .restart:
      let how = outcome.isUndone ? "rolled back" : "refused"
      return style.bad("restart") + ": \(how), the process is as it was (\(covered))"
    }
  }
}
