package import ModuleFacts

/// A report on risks as `reload-plan/risks/1`.
package enum RisksJSONWriter {
  package static func document(of report: RiskReport) -> [UInt8] {
    var json = JSONWriter(pretty: true)
    json.object { json in
      json.member("schema", "reload-plan/risks/1")
      json.member("modules", report.moduleCount)
      json.key("findings")
      json.array { json in for finding in report.findings { write(finding, to: &json) } }
      json.member("suppressed", report.suppressedCount)
      json.key("unusedSuppressions")
      json.array { json in
        for unused in report.unusedSuppressions {
          json.object { json in
            json.member("path", unused.path)
            json.member("line", unused.line)
            json.member("message", unused.message)
          }
        }
      }
    }
    json.endDocument()
    return json.bytes
  }

  /// A finding with its symbol and the places on the way.
  package static func write(_ finding: Finding, to json: inout JSONWriter) {
    FindingJSON.write(finding, to: &json) { json in
      json.member("symbol", finding.symbol)
      json.member("fingerprint", FindingFingerprint.text(of: finding))
      json.key("steps")
      json.array { json in
        for step in finding.steps {
          json.object { json in
            json.member("path", step.path)
            json.member("line", step.line)
            json.member("column", step.column)
            json.member("message", step.message)
          }
        }
      }
    }
  }
}
