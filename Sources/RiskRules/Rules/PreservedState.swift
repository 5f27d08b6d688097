internal import ModuleFacts
internal import ProgramAnalysis
internal import SourceText

/// Names that keep their value over a reload: safe, but edits of what they start with do nothing.
enum PreservedState: RiskRule {
  static let descriptor = RuleDescriptor(
    "RP210",
    "preserved-state-idiom",
    .info,
    .extended,
    "A name keeps its value over reloads, so edits of its first value have no effect"
  )

  static func check(_ module: RuleSubject, into findings: inout RuleFindings) {
    for binding in module.bindings() {
      let statement = module.facts.statements[Int(binding.statement)]
      guard ModuleState.keepsOldValue(binding, statement, module) else { continue }
      let name = module.string(binding.name)
      findings.add(
        line: binding.line,
        column: binding.column,
        symbol: name,
        "\(name) keeps its value over reloads: an edit of what it starts with waits for a restart",
        help: "mark it `# reload: reset` when the edit must count"
      )
    }
  }
}
