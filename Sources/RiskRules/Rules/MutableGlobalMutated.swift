internal import ModuleFacts
internal import ProgramAnalysis
internal import SourceText

/// Containers of a module that functions fill: a reload empties them.
enum MutableGlobalMutated: RiskRule {
  static let descriptor = RuleDescriptor(
    "RP201",
    "mutable-global-mutated",
    .warning,
    "A module-level container that functions change loses its contents on a reload"
  )

  static func check(_ module: RuleSubject, into findings: inout RuleFindings) {
    for binding in module.bindings() where isContainer(binding, module) {
      let name = module.string(binding.name)
      if ModuleState.isPreserved(binding, module) || name == "__all__" { continue }
      let place = Value.Place(module: module.index, name: name)
      guard let change = module.state.change(of: place) else { continue }
      findings.add(
        line: binding.line,
        column: binding.column,
        symbol: name,
        "\(name) starts empty or as written after a reload: what \(module.function(change)) put into it is lost",
        help: "keep it: `try: \(name)` / `except NameError: \(name) = ...`, or `# reload: keep`",
        because: ["\(module.program.modules[change.module].path):\(change.line) changes it"],
        steps: [module.step(change, "changes \(name)")]
      )
    }
  }

  private static func isContainer(_ binding: BindingFacts, _ module: RuleSubject) -> Bool {
    switch binding.shape {
    case .container: return true
    case .call:
      return module.resolver.result(ofCalling: binding.path, in: module.index, function: nil)
        .contains {
          if case .externalInstance(let type, _) = $0 {
            return ValueResolver.containerTypes.contains(type)
          }
          return false
        }
    case .literal, .tuple, .entered, .chain, .lambda, .other: return false
    }
  }
}
