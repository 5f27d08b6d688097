internal import ModuleFacts
internal import ProgramAnalysis
internal import SourceText

/// Classes that are derived from others than before.
enum BaseChange: EditRule {
  static let descriptor = RuleDescriptor(
    "RP502",
    "base-or-metaclass-change",
    .warning,
    scope: .edit,
    "A class has other bases or another metaclass"
  )

  /// Bases with empty slots: instances of a plain class can't get or lose them.
  private static let layoutBases: Set<String> = ["ABC", "Generic", "Protocol"]

  static func check(_ edit: EditSubject, into findings: inout RuleFindings) {
    for (old, new) in edit.classes {
      let before = bases(old, edit.old)
      let after = bases(new, edit.module.facts)
      guard before != after else { continue }
      let name = edit.module.string(new.qualifiedName)
      let changed = Set(before).symmetricDifference(after)
      let layout = changed.sorted().first {
        layoutBases.contains(String($0.lastName))
      }
      let fromOrToNone = before.isEmpty != after.isEmpty
      findings.add(
        line: new.headLine,
        column: new.column,
        symbol: name,
        "\(name) is derived from \(after.isEmpty ? "nothing" : after.joined(separator: ", ")), before from "
          + "\(before.isEmpty ? "nothing" : before.joined(separator: ", "))"
          + (layout.map { ": instances can't gain or lose \($0)" } ?? ""),
        help: layout != nil || fromOrToNone
          ? "restart, when instances are alive" : "give live instances the new class",
        severity: layout != nil ? .blocker : nil
      )
    }
  }

  private static func bases(_ record: ClassFacts, _ facts: FileFacts) -> [String] {
    let bases = facts.paths[record.bases.indices].map { facts.dotted($0) }
    return bases + facts.paths[record.metaclass.indices].map { "metaclass " + facts.dotted($0) }
  }
}
