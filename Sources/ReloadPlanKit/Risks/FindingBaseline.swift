internal import HostIO
internal import ModuleFacts
package import Reporting

/// A file of known findings that only gets shorter: the ratchet of `--baseline`.
///
/// A line is `fingerprint RULE module symbol`; fingerprints don't contain lines of the source, so that
/// edits elsewhere keep them.
package struct FindingBaseline: Sendable {
  /// Whether there are findings that the file doesn't know.
  package var isBroken = false
  /// What happened to the file, for the person who started the command.
  package var note: String?

  private static let head =
    "# Findings that are known. New ones fail; fixed ones leave this file by themselves.\n"

  /// Takes known findings out of the report and fixed ones out of the file; writes the file when
  /// there is none.
  ///
  /// - Throws: `ConfigurationError` when the file can't be read or written.
  package static func apply(
    _ path: String,
    to report: inout RiskReport
  ) throws(ConfigurationError) -> FindingBaseline {
    let prints = FindingFingerprint.texts(of: report.findings)
    guard FileStatus.isFile(path) else {
      try write(zip(prints, report.findings).map { line($0, $1) }, to: path)
      let count = report.findings.count
      report.findings = []
      return FindingBaseline(note: "\(path): written with \(count) known findings")
    }
    let known = try read(path)
    let current = Set(prints)
    let remaining = known.filter { current.contains($0.fingerprint) }
    let names = Set(known.map(\.fingerprint))
    report.findings = zip(prints, report.findings).filter { !names.contains($0.0) }.map(\.1)
    var result = FindingBaseline(isBroken: !report.findings.isEmpty)
    if remaining.count < known.count {
      try write(remaining.map(\.text), to: path)
      result.note = "\(path): \(known.count - remaining.count) findings are fixed and left it"
    }
    return result
  }

  private static func line(_ fingerprint: String, _ finding: Finding) -> String {
    "\(fingerprint) \(finding.rule) \(finding.module) \(finding.symbol)"
  }

  private static func read(
    _ path: String
  ) throws(ConfigurationError) -> [(fingerprint: String, text: String)] {
    let bytes: [UInt8]
    do { bytes = try FileBytes.contents(of: path) } catch {
      throw .unreadable(path: path, reason: "\(error)")
    }
    var found: [(String, String)] = []
    let lines = String(decoding: bytes, as: UTF8.self)
      .split(separator: "\n", omittingEmptySubsequences: false)
    for (number, line) in lines.enumerated() where !line.isEmpty && !line.hasPrefix("#") {
      let word = line.prefix { $0 != " " }
      guard word.prefix({ $0 != ":" }).count == 32 else {
        throw .unknownBaselineLine(file: path, line: number + 1)
      }
      found.append((String(word), String(line)))
    }
    return found
  }

  private static func write(_ lines: [String], to path: String) throws(ConfigurationError) {
    let text = head + lines.map { $0 + "\n" }.joined()
    do {
      try FileWriter.write(Array(text.utf8), to: path)
    } catch {
      throw .unreadable(path: path, reason: "\(error)")
    }
  }
}

extension Substring {
  fileprivate func prefix(_ condition: (Character) -> Bool) -> Substring {
    prefix(while: condition)
  }
}
