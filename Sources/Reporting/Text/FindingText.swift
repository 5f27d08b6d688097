package import ModuleFacts
internal import ReloadPlanning

/// Writes a finding for people.
package enum FindingText {
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
