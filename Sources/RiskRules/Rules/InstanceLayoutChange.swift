internal import ModuleFacts
internal import ProgramAnalysis
internal import SourceText

/// Classes whose instances are laid out otherwise than before.
enum InstanceLayoutChange: EditRule {
  static let descriptor = RuleDescriptor(
    "RP501",
    "instance-layout-change",
    .blocker,
    scope: .edit,
    "Live instances can't take the new class: its memory layout differs"
  )

  static func check(_ edit: EditSubject, into findings: inout RuleFindings) {
    for (old, new) in edit.classes {
      let before = slots(old, edit.old)
      let after = slots(new, edit.module.facts)
      guard before?.digest != after?.digest else { continue }
      let name = edit.module.string(new.qualifiedName)
      let what =
        before == nil ? "gains __slots__" : after == nil ? "loses __slots__" : "has other __slots__"
      findings.add(
        line: new.headLine,
        column: new.column,
        symbol: name,
        "\(name) \(what): live instances can't be given the new class",
        help: "restart, or leave the slots as they are until the next restart"
      )
    }
  }

  private static func slots(_ record: ClassFacts, _ facts: FileFacts) -> MemberFacts? {
    facts.members[record.members.indices].first { facts.string($0.name) == "__slots__" }
  }
}
