internal import ModuleFacts
internal import ProgramAnalysis
internal import SourceText

/// Files that run as the main program and are imported too.
enum MainModule: RiskRule {
  static let descriptor = RuleDescriptor(
    "RP610",
    "main-module",
    .blocker,
    "A module that runs as the main program can't be reloaded, and exists twice when it is imported"
  )

  static func check(_ module: RuleSubject, into findings: inout RuleFindings) {
    let facts = module.facts
    guard let guardStatement = facts.statements.first(where: { $0.flags.contains(.mainGuard) }),
      module.holders.isImported(module.index)
    else { return }
    // Functions alone do no harm when they are there twice; classes and state do.
    let definesState =
      facts.classes.contains { $0.enclosingClass == .max && $0.enclosingFunction == .max }
      || module.bindings().contains { $0.shape == .container || $0.shape == .call }
    guard definesState else { return }
    findings.add(
      line: guardStatement.line,
      column: 0,
      symbol: "__main__",
      "run as a program, \(module.name) is __main__ and can't be reloaded; other modules import it, and "
        + "then its classes and state are there twice",
      help: "move what others import to a module that is never run",
      severity: .info
    )
  }
}
