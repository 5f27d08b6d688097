internal import ModuleFacts
internal import ProgramAnalysis

/// Objects of other modules that change while the module is imported.
enum ForeignObjectMutation: RiskRule {
  static let descriptor = RuleDescriptor(
    "RP106",
    "foreign-object-mutation",
    .warning,
    "Module-level code changes an object that another module owns"
  )

  static func check(_ module: RuleSubject, into findings: inout RuleFindings) {
    for placed in module.effects([.mutation, .patch]) where placed.effect.entry == .direct {
      // Plain assignment is a patch (RP107); counting, looping over and deleting change state.
      if placed.kind == .patch, !changesState(module.facts.statements[placed.statement]) {
        continue
      }
      if placed.effect.effect.how == .consumed || placed.effect.effect.how == .global { continue }
      findings.add(
        placed,
        of: module,
        "\(module.sentence(placed.effect)), which another module owns: a reload does it again",
        help: "let the owner collect it, or make the change safe to repeat"
      )
    }
  }

  private static func changesState(_ statement: StatementFacts) -> Bool {
    switch statement.kind {
    case .augAssign, .for, .with, .delete: true
    default: false
    }
  }
}
