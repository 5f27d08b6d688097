internal import ModuleFacts
internal import ProgramAnalysis
internal import SourceText

/// Functions whose code can't simply take the place of the old code.
enum CodeSwapIncompatible: EditRule {
  static let descriptor = RuleDescriptor(
    "RP507",
    "code-swap-incompatible",
    .warning,
    scope: .edit,
    "The new code doesn't fit into the old function"
  )

  static func check(_ edit: EditSubject, into findings: inout RuleFindings) {
    for (old, new) in edit.functions {
      let facts = edit.module.facts
      let before = free(old, edit.old)
      let after = free(new, facts)
      let kinds: FunctionFacts.Flags = [.async, .generator]
      let what: String
      if before != after {
        what =
          "it captures \(after.isEmpty ? "nothing" : after.joined(separator: ", ")), before "
          + "\(before.isEmpty ? "nothing" : before.joined(separator: ", "))"
      } else if old.flags.intersection(kinds) != new.flags.intersection(kinds) {
        what = "it is another kind of function (plain, generator or coroutine)"
      } else if old.defaultsDigest != new.defaultsDigest {
        what = "its defaults changed, and they are no part of the code"
      } else {
        continue
      }
      let name = facts.string(new.qualifiedName)
      findings.add(
        line: new.headLine,
        column: new.column,
        symbol: name,
        "the new code of \(name) doesn't fit into live functions: \(what)",
        help: "the definition has to run again; who holds the old function keeps it"
      )
    }
  }

  private static func free(_ function: FunctionFacts, _ facts: FileFacts) -> [String] {
    var names = facts.strings(function.freeVariables)
    if function.flags.contains(.usesClassCell) { names.append("__class__") }
    return names
  }
}
