internal import ModuleFacts
internal import ProgramAnalysis

/// Values that are others on each run, kept in names of the module.
enum NondeterministicInitialiser: RiskRule {
  static let descriptor = RuleDescriptor(
    "RP115",
    "nondeterministic-initialiser",
    .info,
    .extended,
    "A module-level value differs from run to run"
  )

  static func check(_ module: RuleSubject, into findings: inout RuleFindings) {
    for placed in module.effects([.varying]) {
      let statement = module.facts.statements[placed.statement]
      let names = module.facts.strings(statement.defines)
      switch statement.kind {
      case .assign, .annAssign, .classDef: if names.isEmpty { continue }
      default: continue
      }
      findings.add(
        placed,
        of: module,
        "\(names.joined(separator: ", ")) comes from \(placed.what): a reload silently gives another value",
        help: "keep the old value: `try: \(names[0])` / `except NameError:`"
      )
    }
  }
}
