internal import ModuleFacts
internal import ProgramAnalysis
internal import SourceText

/// `__del__`: it runs with the globals of the new module.
enum FinaliserGlobals: RiskRule {
  static let descriptor = RuleDescriptor(
    "RP508",
    "finaliser-sees-new-globals",
    .info,
    .extended,
    "Finalisers of old instances run with the new globals"
  )

  static func check(_ module: RuleSubject, into findings: inout RuleFindings) {
    guard let name = module.facts.find("__del__") else { return }
    for function in module.facts.functions
    where function.name == name && function.flags.contains(.method)
      && module.isRunning(function.statement)
    {
      let qualified = module.string(function.qualifiedName)
      findings.add(
        line: function.headLine,
        column: function.column,
        symbol: qualified,
        "\(qualified) of old instances runs after a reload with the new module's globals",
        help: "close such objects explicitly, or in a `with`"
      )
    }
  }
}
