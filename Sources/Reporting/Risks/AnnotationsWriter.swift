package import ModuleFacts

/// Findings as workflow commands, which GitHub shows beside the lines of a change.
package enum AnnotationsWriter {
  package static func text(of findings: [Finding]) -> String {
    findings.map { line(of: $0) + "\n" }.joined()
  }

  private static func line(of finding: Finding) -> String {
    let command =
      switch finding.severity {
      case .blocker: "error"
      case .warning: "warning"
      case .info: "notice"
      }
    var properties = ["file=\(property(finding.path))"]
    if finding.line > 0 { properties.append("line=\(finding.line)") }
    if finding.column > 0 { properties.append("col=\(finding.column)") }
    properties.append("title=\(property(finding.rule))")
    var message = finding.message
    for reason in finding.because { message += "\nbecause \(reason)" }
    if !finding.help.isEmpty { message += "\nhelp: \(finding.help)" }
    return "::\(command) \(properties.joined(separator: ","))::\(data(message))"
  }

  /// Line ends and the percent sign are written as GitHub's runner reads them.
  private static func data(_ text: String) -> String {
    escape(text, ["%": "%25", "\r": "%0D", "\n": "%0A"])
  }

  private static func property(_ text: String) -> String {
    escape(text, ["%": "%25", "\r": "%0D", "\n": "%0A", ":": "%3A", ",": "%2C"])
  }

  private static func escape(_ text: String, _ table: [Character: String]) -> String {
    var result = ""
    for character in text { result += table[character] ?? String(character) }
    return result
  }
}
