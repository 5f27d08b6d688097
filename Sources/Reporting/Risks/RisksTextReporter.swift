internal import ModuleFacts
internal import ReloadPlanning

/// Writes risks for people: the few that matter first, by module, each with its line of source.
package struct RisksTextReporter {
  /// Gives the text of a line of a file, or nil.
  package typealias LineReader = (_ path: String, _ line: Int) -> String?

  private let style: TextStyle
  private let showsAll: Bool
  private let line: LineReader
  /// So many findings are shown in full.
  private static let limit = 20

  package init(style: TextStyle, showsAll: Bool, line: @escaping LineReader) {
    self.style = style
    self.showsAll = showsAll
    self.line = line
  }

  /// The text, with a line feed at its end.
  package func text(of report: RiskReport) -> String {
    let shown = showsAll ? report.findings : report.prominent
    var lines: [String] = []
    let chosen = showsAll ? shown : Self.foremost(shown)
    for (path, findings) in Self.byPath(chosen) {
      lines.append(style.strong(findings[0].module) + style.faint(" (\(path))"))
      for finding in findings { lines += self.lines(of: finding) }
      lines.append("")
    }
    for unused in report.unusedSuppressions {
      lines.append("\(unused.path):\(unused.line): unused suppression: \(unused.message)")
    }
    if !report.unusedSuppressions.isEmpty { lines.append("") }
    lines += summary(of: report, shown: chosen)
    return lines.joined(separator: "\n") + "\n"
  }

  /// The most severe first, up to the limit.
  private static func foremost(_ findings: [Finding]) -> [Finding] {
    let ranked = findings.enumerated().sorted {
      $0.element.severity != $1.element.severity
        ? $0.element.severity > $1.element.severity : $0.offset < $1.offset
    }
    return ranked.prefix(limit).sorted { $0.offset < $1.offset }.map(\.element)
  }

  /// Groups in the order of the first severe finding, so that blockers come first.
  private static func byPath(_ findings: [Finding]) -> [(String, [Finding])] {
    var order: [String] = []
    var groups: [String: [Finding]] = [:]
    for finding in findings {
      if groups[finding.path] == nil { order.append(finding.path) }
      groups[finding.path, default: []].append(finding)
    }
    let weights = order.enumerated().map { position, path in
      (position, path, (groups[path] ?? []).map(\.severity).max() ?? .info)
    }
    return weights.sorted { $0.2 != $1.2 ? $0.2 > $1.2 : $0.0 < $1.0 }.map {
      ($0.1, groups[$0.1] ?? [])
    }
  }

  private func lines(of finding: Finding) -> [String] {
    let label =
      switch finding.severity {
      case .blocker: style.bad("blocker")
      case .warning: style.caution("warning")
      case .info: style.faint("note")
      }
    var lines = ["  \(label) \(finding.rule) \(finding.message)"]
    lines += excerpt(finding.path, finding.line, finding.column)
    for reason in finding.because { lines.append("      because \(reason)") }
    if !finding.help.isEmpty { lines.append("      help: \(finding.help)") }
    return lines
  }

  /// The line of source, and a caret below the place.
  private func excerpt(_ path: String, _ number: Int, _ column: Int) -> [String] {
    guard number > 0, let text = line(path, number) else { return [] }
    let label = String(number)
    let margin = String(repeating: " ", count: max(0, 6 - label.count))
    // Tabs stay tabs, so that the caret stands where the text does.
    let before = String(decoding: Array(text.utf8).prefix(max(0, column - 1)), as: UTF8.self)
    let blanks = String(before.map { $0 == "\t" ? "\t" : " " })
    return [
      style.faint("\(margin)\(label) | ") + text,
      style.faint("       | ") + blanks + style.caution("^"),
    ]
  }

  private func summary(of report: RiskReport, shown: [Finding]) -> [String] {
    let modules = ListPhrase.count(report.moduleCount, "module")
    if report.findings.isEmpty { return [style.good("no risks") + " in \(modules)"] }
    func count(_ severity: Finding.Severity) -> Int {
      report.findings.filter { $0.severity == severity }.count
    }
    var lines = [
      "\(ListPhrase.count(count(.blocker), "blocker")), \(ListPhrase.count(count(.warning), "warning")), "
        + "\(ListPhrase.count(count(.info), "note")) in \(modules)"
        + (report.suppressedCount > 0 ? "; \(report.suppressedCount) suppressed" : "")
    ]
    let hidden = report.findings.count - shown.count
    if hidden > 0 {
      lines.append(
        style.faint("\(ListPhrase.count(hidden, "finding")) not shown here; --all shows every one")
      )
    }
    return lines
  }
}
