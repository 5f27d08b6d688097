internal import ModuleFacts
internal import ProgramAnalysis
internal import ReloadPlanning

/// Cycles that can only be entered by some of their modules.
enum CycleEntryOrder: RiskRule {
  static let descriptor = RuleDescriptor(
    "RP704",
    "cycle-entry-order",
    .warning,
    "Importing a module of the cycle first fails"
  )

  /// Members of larger cycles are tried up to this many.
  private static let limit = 40

  static func check(_ module: RuleSubject, into findings: inout RuleFindings) {
    for cycle in module.cycles where cycle.modules.prefix(limit).contains(module.name) {
      guard let failure = module.simulation.firstFailure(from: module.index) else { continue }
      let importer = module.moduleName(failure.importer)
      let provider = module.moduleName(failure.provider)
      let path = module.program.modules[failure.importer].path
      findings.add(
        line: 1,
        column: 0,
        symbol: "entry " + module.name,
        "importing \(module.name) first fails: \(importer) takes \(failure.name) from \(provider), which "
          + "has not got that far",
        help:
          "import \(provider) as a module in \(importer), or move the import below the definition",
        because: ["\(path):\(failure.line) takes \(failure.name) from \(provider)"],
        steps: [
          Finding.Step(
            path: path,
            line: Int(failure.line),
            column: Int(failure.column) + 1,
            message: "takes \(failure.name) from \(provider)"
          )
        ]
      )
    }
  }
}
