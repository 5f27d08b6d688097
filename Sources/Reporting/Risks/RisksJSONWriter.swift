internal import ModuleFacts

/// A report on risks as `reload-plan/risks/1`.
package enum RisksJSONWriter {
  /// Writes the document in pieces: one of megabytes in a single buffer took longer to get its
  /// memory from the kernel than to be written.
  package static func write(_ report: RiskReport, to sink: (UnsafeBufferPointer<UInt8>) -> Void) {
    var json = JSONWriter(pretty: true, reserving: pieceSize + 4096)
    json.object { json in
      json.member("schema", "reload-plan/risks/1")
      json.member("modules", report.moduleCount)
      json.key("findings")
      json.array { json in
        // In place: to copy a finding counts ten references.
        report.findings.withUnsafeBufferPointer { findings in
          for index in findings.indices {
            FindingJSON.write(findings[index], to: &json)
            if json.count >= pieceSize { json.drain(sink) }
          }
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
