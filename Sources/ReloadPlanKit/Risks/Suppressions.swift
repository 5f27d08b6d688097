internal import ModuleFacts
internal import Reporting
internal import SourceText

/// The comments of one file that silence findings.
struct Suppressions {
  struct Result {
    var findings: [Finding] = []
    var suppressedCount = 0
    var unused: [RiskReport.UnusedSuppression] = []
  }

  private struct Entry {
    var line: Int
    var target: Int
    var rules: [String]
    var isWholeFile: Bool
  }

  private let entries: [Entry]
  private let path: String

  var isEmpty: Bool { entries.isEmpty }

  init(of facts: FileFacts, path: String) {
    self.path = path
    entries = facts.suppressions.map {
      Entry(
        line: Int($0.line),
        target: Int($0.target),
        rules: facts.strings($0.rules),
        isWholeFile: $0.isWholeFile
      )
    }
  }

  /// The comments of a C or C++ file: `// reload: ignore[RP805] why`.
  init(ofNative bytes: [UInt8], path: String) {
    self.path = path
    var found: [Entry] = []
    let mark = Array("reload: ignore".utf8)
    if bytes.firstRange(of: mark) != nil {
      let lines = bytes.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false)
      for (position, line) in lines.enumerated() {
        guard let entry = Self.entry(line, position + 1, mark) else { continue }
        found.append(entry)
      }
    }
    entries = found
  }

  /// What a comment in a line says; it speaks of the next line when it stands alone.
  private static func entry(_ line: ArraySlice<UInt8>, _ number: Int, _ mark: [UInt8]) -> Entry? {
    guard let range = line.firstRange(of: mark) else { return nil }
    let before = line[..<range.lowerBound]
    let comment = ["//", "/*"].compactMap { before.firstRange(of: Array($0.utf8)) }.first
    guard let comment else { return nil }
    let code = before[..<comment.lowerBound]
    var rest = line[range.upperBound...]
    let file = Array("-file".utf8)
    let isWholeFile = rest.starts(with: file)
    if isWholeFile { rest = rest.dropFirst(file.count) }
    var rules: [String] = []
    if rest.first == UInt8(ascii: "[") {
      let list = rest.dropFirst().prefix { $0 != UInt8(ascii: "]") }
      rules = list.split(separator: UInt8(ascii: ",")).map {
        String(decoding: $0.filter { $0 != UInt8(ascii: " ") }, as: UTF8.self)
      }
    }
    let isAlone = code.allSatisfy { $0 <= UInt8(ascii: " ") }
    return Entry(
      line: number,
      target: isAlone ? number + 1 : number,
      rules: rules,
      isWholeFile: isWholeFile
    )
  }

  /// Takes silenced findings away and says which comments silence nothing; those for other rules than
  /// the ones that ran aren't judged.
  func apply(to findings: [Finding], ran: Set<String>) -> Result {
    if entries.isEmpty { return Result(findings: findings) }
    var result = Result()
    var used = Set<Int>()
    for finding in findings {
      let silencing = entries.indices.filter { index in
        let entry = entries[index]
        guard entry.isWholeFile || entry.target == finding.line || entry.line == finding.line else {
          return false
        }
        return entry.rules.isEmpty
          || entry.rules.contains { RuleSelection.matches(finding.rule, $0) }
      }
      if silencing.isEmpty {
        result.findings.append(finding)
      } else {
        result.suppressedCount += 1
        used.formUnion(silencing)
      }
    }
    for (index, entry) in entries.enumerated() where !used.contains(index) {
      let couldMatch =
        entry.rules.isEmpty
        || entry.rules.contains { rule in
          !RuleSelection.isKnown(rule) || ran.contains { RuleSelection.matches($0, rule) }
        }
      guard couldMatch else { continue }
      let unknown = entry.rules.first { !RuleSelection.isKnown($0) }
      result.unused.append(
        RiskReport.UnusedSuppression(
          path: path,
          line: entry.line,
          message: unknown.map { "there is no rule \($0)" }
            ?? "nothing is found here for \(entry.rules.isEmpty ? "it" : entry.rules.joined(separator: ", ")) to silence"
        )
      )
    }
    return result
  }
}
