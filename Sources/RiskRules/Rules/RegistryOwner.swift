internal import ModuleFacts
internal import ProgramAnalysis
internal import SourceText

/// Registries of a module that other modules fill when they are imported.
enum RegistryOwner: RiskRule {
  static let descriptor = RuleDescriptor(
    "RP410",
    "registry-owner-reload",
    .blocker,
    "A registry that other modules fill at import time is empty after a reload of its owner"
  )

  static func check(_ module: RuleSubject, into findings: inout RuleFindings) {
    for (name, contribution) in module.contributions.toModule(module.index) {
      guard let place = definition(of: name, module) else { continue }
      if let binding = place.binding, ModuleState.isPreserved(binding, module) { continue }
      let contributors = contribution.modules.map { module.moduleName($0) }
      let more = contributors.count > 1 ? " and \(contributors.count - 1) more" : ""
      findings.add(
        line: place.line,
        column: place.column,
        symbol: name,
        "\(name) is filled by \(contributors[0])\(more) when imported: a reload of \(module.name) alone "
          + "leaves it without their entries",
        help: "reload its contributors after it, or keep its contents with `# reload: keep`",
        because: ["\(contribution.path):\(contribution.line) adds to it"]
      )
    }
  }

  private static func definition(
    of name: String,
    _ module: RuleSubject
  ) -> (line: UInt32, column: UInt32, binding: BindingFacts?)? {
    let root = name.prefix { $0 != "." }
    guard let id = module.facts.find(String(root)) else { return nil }
    if let binding = module.bindings().first(where: { $0.name == id }) {
      return (binding.line, binding.column, binding)
    }
    if let definition = module.facts.classes.first(where: {
      $0.name == id && $0.enclosingClass == .max && $0.enclosingFunction == .max
    }) {
      return (definition.headLine, definition.column, nil)
    }
    if let function = module.facts.functions.first(where: {
      $0.name == id && $0.enclosingClass == .max && $0.enclosingFunction == .max
    }) {
      return (function.headLine, function.column, nil)
    }
    return nil
  }
}
