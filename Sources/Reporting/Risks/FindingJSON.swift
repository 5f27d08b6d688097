package import ModuleFacts

/// A finding, the same in every report.
package enum FindingJSON {
  package static func write(_ findings: [Finding], to json: inout JSONWriter) {
    json.array { json in for finding in findings { write(finding, to: &json) } }
  }

  package static func write(_ finding: Finding, to json: inout JSONWriter) {
    // No closure: it would hold, and count, all that the finding refers to.
    json.beginObject()
    json.member("rule", finding.rule)
    json.member("severity", finding.severity.name)
    json.member("message", finding.message)
    json.member("module", finding.module)
    json.member("path", finding.path)
    json.member("line", finding.line)
    json.member("column", finding.column)
    json.key("because")
    json.beginArray()
    for reason in finding.because { json.string(reason) }
    json.endArray()
    json.member("help", finding.help)
    json.member("symbol", finding.symbol)
    json.key("fingerprint")
    FindingFingerprint.withDigits(of: finding) { json.string(utf8: $0) }
    json.key("steps")
    json.beginArray()
    for step in finding.steps { write(step, to: &json) }
    json.endArray()
    json.endObject()
  }

  private static func write(_ step: Finding.Step, to json: inout JSONWriter) {
    json.object { json in
      json.member("path", step.path)
      json.member("line", step.line)
      json.member("column", step.column)
      json.member("message", step.message)
    }
  }
}
