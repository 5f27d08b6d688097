internal import ModuleFacts
package import ReloadPlanning

/// Writes a plan for people: the verdict, then what changed, what happens and why.
package struct PlanTextReporter {
  private let style: TextStyle

  package init(style: TextStyle) {
    self.style = style
  }

  /// The text, with a line feed at its end.
  package func text(of plan: ReloadPlan) -> String {
    var lines = [headline(of: plan)]
    for change in plan.changes { lines += self.lines(of: change) }
    if !plan.steps.isEmpty {
      lines.append("")
      lines += stepLines(of: plan.steps)
    }
    lines += FindingText.lines(
      of: plan.findings,
      changed: Set(plan.changes.map(\.path)),
      separator: [""],
      all: "plan --json",
      style: style
    )
    if !plan.assumptions.isEmpty {
      lines.append("")
      lines.append("Takes for granted:")
      lines += plan.assumptions.map { "  - \($0)" }
    }
    return lines.joined(separator: "\n") + "\n"
  }

  private func headline(of plan: ReloadPlan) -> String {
    let steps = ListPhrase.count(plan.steps.count, "step")
    switch plan.verdict {
    case .nothing: return style.good("nothing") + ": no running process could see the change"
    case .patch: return style.good("patch") + ": \(steps), no restart"
    case .reload: return style.good("reload") + ": \(steps), no restart"
    case .restart:
      let blockers = plan.findings.filter { $0.severity == .blocker }.count
      let first = blockers > FindingText.limit ? ", the first \(FindingText.limit)" : ""
      let reasons = blockers == 0 ? "" : " (\(ListPhrase.count(blockers, "reason"))\(first) below)"
      return style.bad("restart") + ": only a fresh process is safe\(reasons)"
    }
  }

  private func lines(of change: ModuleChange) -> [String] {
    let what =
      switch change.kind {
      case .edited: change.edits.isEmpty ? "edited" : change.edits.joined(separator: ", ")
      case .added: "new file"
      case .deleted: "file is gone"
      }
    return ["  \(change.path): \(what)"]
  }

  /// Steps in columns: number, what is done, and below it why.
  private func stepLines(of steps: [PlanStep]) -> [String] {
    let rebuilds = steps.contains {
      if case .rebuild = $0.action { return true }
      return false
    }
    if steps.count > ModuleSummary.limit, !rebuilds {
      return ModuleSummary.summaries(of: steps).flatMap {
        [style.strong($0.line), "  \(ReasonText.short($0.because))"]
      }
    }
    let width = String(steps.last?.id ?? 0).count
    return steps.flatMap { step in
      let number = String(repeating: " ", count: width - String(step.id).count) + String(step.id)
      let indent = String(repeating: " ", count: width + 2)
      let after =
        step.after.isEmpty ? "" : style.faint("  after \(ListPhrase.steps(step.after))")
      var lines = [
        "\(number)  \(style.strong(step.summary))\(after)",
        "\(indent)\(ReasonText.short(step.because))",
      ]
      if case .rebuild(let rebuild) = step.action {
        lines += commandLines(of: rebuild).map { indent + $0 }
      }
      return lines
    }
  }
}

extension PlanTextReporter {
  /// More commands than these hide what matters behind them.
  private static let commandLimit = 6

  /// As for a shell; of many those that compile are told by their number.
  private func commandLines(of rebuild: Rebuild) -> [String] {
    var lines: [String] = []
    var folder = ""
    let count = rebuild.commands.count
    for (index, command) in rebuild.commands.enumerated() {
      if count > Self.commandLimit, index > 0, index < count - 1 {
        if index == 1 {
          lines.append(style.faint("and \(count - 2) more like it; `plan --json` has them all"))
        }
        continue
      }
      if command.folder != folder { lines.append("$ cd \(command.folder)") }
      folder = command.folder
      lines.append("$ \(command.text)")
    }
    return lines
  }
}

extension ListPhrase {
  /// `1, 2 and 3`, for steps.
  fileprivate static func steps(_ ids: [Int]) -> String {
    let names = ids.map(String.init)
    guard let last = names.last, names.count > 1 else { return names.joined() }
    if names.count > 6 { return "\(names[0]) to \(last)" }
    return names.dropLast().joined(separator: ", ") + " and " + last
  }
}

extension PlanStep {
  /// What the step does, in a few words.
  package var summary: String {
    switch action {
    case .swapCode: "\(module): put the new code into its live functions"
    case .execute(let run):
      "\(module): run line\(run.lines.first == run.lines.last ? " " : "s ")\(run.lines.text)"
        + (run.binds.isEmpty ? "" : " (\(ListPhrase.names(run.binds, limit: 6)))")
        + (run.isIrreversible ? ", which can't be taken back" : "")
    case .rebind(let rebinding):
      "\(module): bind \(rebinding.name) to the new \(rebinding.provider).\(rebinding.providerName)"
    case .unregister(let item):
      "\(module): take what \(ListPhrase.names(item.names, limit: 6)) added out of "
        + ListPhrase.names(
          item.registers.map { String($0.map { $0 == ":" ? "." : $0 }) },
          limit: 4
        )
    case .delete(let names): "\(module): delete \(ListPhrase.names(names, limit: 8))"
    case .document: "\(module): set the docstring"
    case .clearCache(let names):
      "\(module): forget cached results of \(ListPhrase.names(names, limit: 8))"
    case .hook(let name): "\(module): call \(name)"
    case .importModule: "\(module): import it"
    case .forget: "\(module): take it out of sys.modules"
    case .rebuild(let rebuild): "\(module): rebuild \(rebuild.output)"
    case .swapLibrary(let path): "\(module): load the new \(path) in the place of the old"
    }
  }
}

extension LineSpan {
  fileprivate var text: String { first == last ? "\(first)" : "\(first)-\(last)" }
}
