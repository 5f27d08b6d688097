internal import ModuleFacts
internal import ReloadPlanning

/// A check as `reload-plan/check/1`.
package enum CheckJSONWriter {
  package static func document(of report: CheckReport) -> [UInt8] {
    var json = JSONWriter(pretty: true)
    json.object { json in
      json.member("schema", "reload-plan/check/1")
      json.member("verdict", report.verdict.name)
      json.key("changes")
      json.array { json in for path in report.changedPaths { json.string(path) } }
      json.key("forcedBy")
      FindingJSON.write(report.forcing, to: &json)
      json.key("findings")
      FindingJSON.write(report.risks.findings, to: &json)
      json.member("suppressed", report.risks.suppressedCount)
    }
    json.endDocument()
    return json.bytes
  }
}

/// A check for people: the verdict, what forces it and what would lift it, then new risks.
package struct CheckTextReporter {
  private let style: TextStyle
  private let risks: RisksTextReporter

  package init(style: TextStyle, showsAll: Bool, line: @escaping RisksTextReporter.LineReader) {
    self.style = style
    risks = RisksTextReporter(style: style, showsAll: showsAll, line: line)
  }

  package func text(of report: CheckReport) -> String {
    var lines: [String] = []
    switch report.verdict {
    case .nothing: lines.append(style.good("nothing") + ": no running process could see the change")
    case .patch:
      lines.append(style.good("patch") + ": running processes can take the change in place")
    case .reload: lines.append(style.good("reload") + ": running processes can reload the modules")
    case .restart: lines.append(style.bad("restart") + ": only a fresh process is safe")
    }
    for finding in report.forcing {
      let place = finding.line > 0 ? "\(finding.path):\(finding.line)" : finding.path
      lines.append("  forced by \(place): \(finding.rule) \(finding.message)")
      for reason in finding.because { lines.append("    because \(reason)") }
      if !finding.help.isEmpty { lines.append("    to lift it: \(finding.help)") }
    }
    var rest = report.risks
    rest.findings.removeAll { report.forcing.contains($0) }
    if rest.findings.isEmpty { return lines.joined(separator: "\n") + "\n" }
    lines.append("")
    return lines.joined(separator: "\n") + "\n" + risks.text(of: rest)
  }
}
