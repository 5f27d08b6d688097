internal import ModuleFacts
internal import ProgramAnalysis
internal import SourceText

/// Edits of functions that may be running or suspended for long.
enum InFlightFrame: EditRule {
  static let descriptor = RuleDescriptor(
    "RP503",
    "in-flight-frame",
    .warning,
    scope: .edit,
    "A function that may be running or suspended finishes on its old code"
  )

  static func check(_ edit: EditSubject, into findings: inout RuleFindings) {
    for (old, new) in edit.functions where old.body != new.body {
      let name = edit.module.string(new.qualifiedName)
      let what: String
      if old.flags.contains(.loopsForever) {
        what = "its loop doesn't end by itself"
      } else if old.flags.contains(.async) {
        what = "it is a coroutine"
      } else if old.flags.contains(.generator) {
        what = "it is a generator"
      } else {
        continue
      }
      findings.add(
        line: new.headLine,
        column: new.column,
        symbol: name,
        "calls of \(name) that are under way finish on the old code: \(what)",
        help: old.flags.contains(.loopsForever)
          ? "move what the loop does into a function of its own"
          : "wait until none is under way, or accept the mix until they end"
      )
    }
  }
}
