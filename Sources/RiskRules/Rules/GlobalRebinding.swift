internal import ModuleFacts
internal import ProgramAnalysis
internal import SourceText

/// Names that functions give other values: a reload sets them back.
enum GlobalRebinding: RiskRule {
  static let descriptor = RuleDescriptor(
    "RP202",
    "global-rebinding",
    .warning,
    "A module-level name that functions set goes back to its first value on a reload"
  )

  static func check(_ module: RuleSubject, into findings: inout RuleFindings) {
    guard module.state.rebound.contains(module.index) else { return }
    var seen: Set<NameID> = []
    for binding in module.bindings() {
      let name = module.string(binding.name)
      let place = Value.Place(module: module.index, name: name)
      // RP201 has said it already when the object changes too.
      if binding.shape == .container, module.state.change(of: place) != nil { continue }
      guard let change = module.state.rebinding(of: place),
        !ModuleState.isPreserved(binding, module), seen.insert(binding.name).inserted
      else { continue }
      findings.add(
        line: binding.line,
        column: binding.column,
        symbol: name,
        "\(name) goes back to its first value on a reload: what \(module.function(change)) set is lost",
        help: "keep it: `try: \(name)` / `except NameError: \(name) = ...`, or `# reload: keep`",
        because: ["\(module.program.modules[change.module].path):\(change.line) sets it"],
        steps: [module.step(change, "sets \(name)")]
      )
    }
  }
}
