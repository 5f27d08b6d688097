internal import ModuleFacts

/// A report on risks as `reload-plan/risks/1`.
package enum RisksJSONWriter {
  /// Writes the document in pieces.
  package static func write(_ report: RiskReport, to sink: (UnsafeBufferPointer<UInt8>) -> Void) {
    var json = JSONWriter(pretty: true, reserving: pieceSize + 4096)
    json.object { json in
      json.member("schema", "reload-plan/risks/1")
      json.member("modules", report.moduleCount)
      json.key("findings")
      json.array { json in
        for finding in report.findings {
          FindingJSON.write(finding, to: &json)
          if json.count >= pieceSize { json.drain(sink) }
        }
      }
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
    json.drain(sink)
  }

  private static let pieceSize = 48 << 10
}
