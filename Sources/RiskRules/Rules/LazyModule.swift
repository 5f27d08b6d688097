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
    for function in module.facts.functions
    where function.enclosingClass == .max && function.enclosingFunction == .max {
      let name = module.string(function.name)
      guard name == "__getattr__" || name == "__dir__" else { continue }
      findings.add(
        line: function.headLine,
        column: function.column,
        symbol: name,
        "\(module.name) makes attributes when asked: names left from the old version hide \(name)",
        help: "take names out of the module before the reload"
      )
    }
    for statement in module.runningStatements {
      for call in module.facts.calls[module.facts.statements[statement].calls.indices] {
        let name = module.facts.strings(call.callee.names).last ?? ""
        guard ["LazyLoader", "lazy_import", "lazy_module"].contains(name) else { continue }
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
