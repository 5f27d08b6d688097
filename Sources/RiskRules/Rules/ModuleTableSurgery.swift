internal import ModuleFacts
internal import ProgramAnalysis
internal import SourceText

/// Modules that are put into or taken out of `sys.modules` by hand.
enum ModuleTableSurgery: RiskRule {
  static let descriptor = RuleDescriptor(
    "RP605",
    "sys-modules-surgery",
    .blocker,
    "sys.modules is changed by hand, so the module there is not the one to reload"
  )

  static func check(_ module: RuleSubject, into findings: inout RuleFindings) {
    var lines: Set<UInt32> = []
    for placed in module.effects([.moduleTable]) {
      guard placed.effect.functions.isEmpty || placed.effect.effect.site.module != module.index
      else {
        continue
      }
      lines.insert(placed.effect.site.line)
      findings.add(
        placed,
        of: module,
        "\(module.sentence(placed.effect)): what stands there for a module can't be reloaded, or isn't "
          + "what others imported",
        help: "set the module's __class__, or define __getattr__ in it"
      )
    }
    for statement in module.runningStatements {
      let record = module.facts.statements[statement]
      for mutation in module.facts.mutations[record.mutations.indices]
      where mutation.isOwnName && mutation.kind == .item && !lines.contains(mutation.line)
        && module.values(mutation.target) == [.external("sys.modules")]
      {
        findings.add(
          line: mutation.line,
          column: mutation.column,
          symbol: "sys.modules[__name__]",
          "\(module.name) puts another object in its own place in sys.modules: it can't be reloaded",
          help: "set the module's __class__, or define __getattr__ in it"
        )
      }
    }
  }
}
