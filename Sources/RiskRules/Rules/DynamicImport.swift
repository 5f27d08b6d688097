internal import ModuleFacts
internal import ProgramAnalysis
internal import SourceText

/// Imports whose module is computed: an edge that the graph lacks.
enum DynamicImport: RiskRule {
  static let descriptor = RuleDescriptor(
    "RP601",
    "dynamic-import",
    .warning,
    "A module is imported by a computed name, so what depends on it isn't known"
  )

  static func check(_ module: RuleSubject, into findings: inout RuleFindings) {
    let help = "list the modules that it may import, so that they can be seen"
    for record in module.facts.imports
    where record.kind == .dynamic && record.level == 0 && module.string(record.module).isEmpty
      && record.condition != .typing && module.isRunning(record.statement)
    {
      findings.add(
        line: record.line,
        column: record.column,
        symbol: "computed import",
        "the module imported here has a computed name: a plan can't tell that \(module.name) depends on it",
        help: help
      )
    }
    for placed in module.effects([.dynamicImport]) where placed.effect.functions.isEmpty {
      findings.add(
        placed,
        of: module,
        "\(module.sentence(placed.effect)) to find modules: a plan can't tell which",
        help: help
      )
    }
  }
}
