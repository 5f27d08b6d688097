internal import ModuleFacts
internal import ProgramAnalysis
internal import SourceText

/// Attributes that `__init__` sets now and live instances lack.
enum InstanceAttributeChange: EditRule {
  static let descriptor = RuleDescriptor(
    "RP509",
    "instance-attribute-set-change",
    .warning,
    scope: .edit,
    "Live instances lack attributes that __init__ sets now"
  )

  static func check(_ edit: EditSubject, into findings: inout RuleFindings) {
    for (old, new) in edit.functions where new.flags.contains(.method) {
      let facts = edit.module.facts
      guard ["__init__", "__new__", "__post_init__"].contains(facts.string(new.name)) else {
        continue
      }
      let before = Set(edit.old.strings(old.receiverAttributes))
      let record = facts.classes[Int(new.enclosingClass)]
      let members = Set(
        facts.members[record.members.indices].filter { $0.kind == .value }.map {
          facts.string($0.name)
        }
      )
      let gained = facts.strings(new.receiverAttributes).filter {
        !before.contains($0) && !members.contains($0)
      }
      if gained.isEmpty { continue }
      let name = facts.string(record.qualifiedName)
      findings.add(
        line: new.headLine,
        column: new.column,
        symbol: name,
        "live instances of \(name) lack \(gained.joined(separator: ", ")), which \(facts.string(new.name)) sets now",
        help: "give the class a default: `\(gained[0]) = ...`"
      )
    }
  }
}
