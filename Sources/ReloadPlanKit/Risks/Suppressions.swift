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
