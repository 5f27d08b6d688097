/// A report on risks as `reload-plan/risks/1`.
package enum RisksJSONWriter {
  package static func document(of report: RiskReport) -> [UInt8] {
    // A finding takes about 600 bytes; growing a document of megabytes copies it many times.
    var json = JSONWriter(pretty: true, reserving: 1000 + report.findings.count * 640)
    json.object { json in
      json.member("schema", "reload-plan/risks/1")
      json.member("modules", report.moduleCount)
      json.key("findings")
      FindingJSON.write(report.findings, to: &json)
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
}
