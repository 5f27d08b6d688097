internal import ModuleFacts
internal import ProgramAnalysis
internal import SourceText

/// Modules that make attributes or other modules when they are asked for.
enum LazyModule: RiskRule {
  static let descriptor = RuleDescriptor(
    "RP607",
    "lazy-module",
    .info,
    .extended,
    "Attributes made on first use keep their old value, or hide __getattr__"
  )

  static func check(_ module: RuleSubject, into findings: inout RuleFindings) {
    let hooks = module.names(among: ["__getattr__", "__dir__"])
    let loaders = Set(
      ["LazyLoader", "lazy_import", "lazy_module"].compactMap { module.facts.find($0) }
    )
    if hooks.isEmpty, loaders.isEmpty { return }
    for function in module.facts.functions
    where function.enclosingClass == .max && function.enclosingFunction == .max
      && hooks.contains(function.name)
    {
      let name = module.string(function.name)
      findings.add(
        line: function.headLine,
        column: function.column,
        symbol: name,
        "\(module.name) makes attributes when asked: names left from the old version hide \(name)",
        help: "take names out of the module before the reload"
      )
    }
    for binding in module.bindings() where hooks.contains(binding.name) {
      let name = module.string(binding.name)
      findings.add(
        line: binding.line,
        column: binding.column,
        symbol: name,
        "\(module.name) makes attributes when asked: names left from the old version hide \(name)",
        help: "take names out of the module before the reload"
      )
    }
    for statement in module.runningStatements {
      for call in module.facts.calls[module.facts.statements[statement].calls.indices] {
        guard let loader = module.facts.nameList(call.callee.names).last,
          loaders.contains(loader)
        else { continue }
        let name = module.string(loader)
        findings.add(
          line: call.line,
          column: call.column,
          symbol: name,
          "a module is loaded on first use: a reload before that loads it",
          help: "touch the module first"
        )
      }
    }
  }
}
