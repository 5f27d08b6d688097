internal import ModuleFacts
internal import ProgramAnalysis

/// Bases that note each subclass when it is made.
enum InitSubclassRegistry: RiskRule {
  static let descriptor = RuleDescriptor(
    "RP405",
    "init-subclass-registry",
    .warning,
    "A base class registers each subclass, again on each reload"
  )

  static func check(_ module: RuleSubject, into findings: inout RuleFindings) {
    ClassCreationFindings.check(module, hooks: ["__init_subclass__"], &findings)
  }
}
