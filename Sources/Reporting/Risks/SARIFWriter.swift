internal import ModuleFacts

/// Findings as SARIF 2.1.0 (OASIS), the subset that docs/schema/sarif.json describes.
///
/// Rules carry their help, chains of calls are code flows, and fingerprints stay when lines move.
package enum SARIFWriter {
  /// The document of a report by a version of the tool.
  package static func document(of report: RiskReport, version: String) -> [UInt8] {
    var json = JSONWriter(pretty: true)
    let used = Set(report.findings.map(\.rule))
    let rules = report.rules.filter { used.contains($0.code) }
    let positions = Dictionary(
      rules.enumerated().map { ($0.element.code, $0.offset) },
      uniquingKeysWith: { first, _ in first }
    )
    let fingerprints = FindingFingerprint.texts(of: report.findings)
    json.object { json in
      json.member("$schema", "https://json.schemastore.org/sarif-2.1.0.json")
      json.member("version", "2.1.0")
      json.key("runs")
      json.array { json in
        json.object { json in
          json.key("tool")
          json.object { json in
            json.key("driver")
            json.object { json in
              json.member("name", "reload-plan")
              json.member("semanticVersion", version)
              json.key("rules")
              json.array { json in for rule in rules { write(rule, to: &json) } }
            }
          }
          json.member("columnKind", "utf16CodeUnits")
          json.key("results")
          json.array { json in
            for (finding, fingerprint) in zip(report.findings, fingerprints) {
              write(finding, positions[finding.rule], fingerprint, to: &json)
            }
          }
        }
      }
    }
    json.endDocument()
    return json.bytes
  }

  private static func write(_ rule: RiskReport.Rule, to json: inout JSONWriter) {
    json.object { json in
      json.member("id", rule.code)
      json.member("name", rule.name)
      text("shortDescription", rule.summary, to: &json)
      text("fullDescription", rule.summary + ".", to: &json)
      text("help", "See docs/rules/\(rule.page).", to: &json)
      json.key("defaultConfiguration")
      json.object { json in json.member("level", level(rule.severity)) }
    }
  }

  private static func write(
    _ finding: Finding,
    _ position: Int?,
    _ fingerprint: String,
    to json: inout JSONWriter
  ) {
    json.object { json in
      json.member("ruleId", finding.rule)
      if let position { json.member("ruleIndex", position) }
      json.member("level", level(finding.severity))
      let help = finding.help.isEmpty ? "" : ". Help: \(finding.help)"
      text("message", finding.message + help, to: &json)
      json.key("locations")
      json.array { json in
        location(finding.path, finding.line, finding.column, nil, to: &json)
      }
      json.key("partialFingerprints")
      json.object { json in json.member("reloadPlan/v1", fingerprint) }
      if !finding.steps.isEmpty { flow(finding.steps, to: &json) }
    }
  }

  private static func flow(_ steps: [Finding.Step], to json: inout JSONWriter) {
    json.key("codeFlows")
    json.array { json in
      json.object { json in
        json.key("threadFlows")
        json.array { json in
          json.object { json in
            json.key("locations")
            json.array { json in
              for step in steps {
                json.object { json in
                  json.key("location")
                  location(step.path, step.line, step.column, step.message, to: &json)
                }
              }
            }
          }
        }
      }
    }
  }

  private static func location(
    _ path: String,
    _ line: Int,
    _ column: Int,
    _ message: String?,
    to json: inout JSONWriter
  ) {
    json.object { json in
      json.key("physicalLocation")
      json.object { json in
        json.key("artifactLocation")
        json.object { json in json.member("uri", uri(path)) }
        if line > 0 {
          json.key("region")
          json.object { json in
            json.member("startLine", line)
            if column > 0 { json.member("startColumn", column) }
          }
        }
      }
      if let message { text("message", message, to: &json) }
    }
  }

  private static func text(_ key: StaticString, _ text: String, to json: inout JSONWriter) {
    json.key(key)
    json.object { json in json.member("text", text) }
  }

  private static func level(_ severity: Finding.Severity) -> String {
    switch severity {
    case .blocker: "error"
    case .warning: "warning"
    case .info: "note"
    }
  }

  /// A path as a relative URI (RFC 3986): all but unreserved characters and slashes in percent form.
  private static func uri(_ path: String) -> String {
    var result = ""
    for byte in path.utf8 {
      switch byte {
      case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
        UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "-"), UInt8(ascii: "."),
        UInt8(ascii: "_"), UInt8(ascii: "~"), UInt8(ascii: "/"):
        result.append(Character(UnicodeScalar(byte)))
      default:
        let digits = String(byte, radix: 16, uppercase: true)
        result += "%" + (digits.count == 1 ? "0" : "") + digits
      }
    }
    return result
  }
}
