package import ModuleFacts
internal import ReloadPlanning

/// Writes findings for people.
package enum FindingText {
  /// More findings of a severity than these hide what matters behind them.
  package static let limit = 10

  /// All findings by severity, those in the files that `changed` first; of many the rest is told by its number.
  ///
  /// `separator` stands before each. `all` is the command that tells all; nil: there is none, and none is left out.
  package static func lines(
    of findings: [Finding],
    changed: Set<String>,
    separator: [String] = [],
    all: String?,
    style: TextStyle
  ) -> [String] {
    let severities: [Finding.Severity] = [.blocker, .warning, .info]
    return severities.flatMap { severity in
      let told = findings.filter { $0.severity == severity }
      let ordered =
        told.filter { changed.contains($0.path) } + told.filter { !changed.contains($0.path) }
      let shown = all == nil ? ordered[...] : ordered.prefix(limit)
      var found = shown.flatMap { separator + lines(of: $0, style: style) }
      if let all, ordered.count > shown.count {
        let rest = ListPhrase.count(ordered.count - limit, "more \(severity.label)")
        found += separator + [style.faint("and \(rest); `\(all)` has them all")]
      }
      return found
    }
  }

  /// The message with its place, then the chain of reasons, then what to do.
  package static func lines(of finding: Finding, style: TextStyle) -> [String] {
    let label =
      switch finding.severity {
      case .blocker: style.bad("blocker")
      case .warning: style.caution("warning")
      case .info: style.faint("note")
      }
    var lines = ["\(place(of: finding))\(label) \(finding.rule): \(finding.message)"]
    lines += finding.because.map { "  because \(ReasonText.short($0))" }
    if !finding.help.isEmpty { lines.append("  help: \(finding.help)") }
    return lines
  }

  private static func place(of finding: Finding) -> String {
    if finding.path.isEmpty { return finding.module.isEmpty ? "" : "\(finding.module): " }
    if finding.line == 0 { return "\(finding.path): " }
    if finding.column == 0 { return "\(finding.path):\(finding.line): " }
    return "\(finding.path):\(finding.line):\(finding.column): "
  }
}

extension Finding.Severity {
  /// The word in texts.
  fileprivate var label: String { self == .info ? "note" : name }
}
