package import ModuleFacts
package import ProgramAnalysis
package import ReloadPlanning

/// Runs rules over a program.
package struct RiskCheck {
  private let program: Program
  private let shared: RuleSubject.Shared

  /// - Parameters:
  ///   - program: All modules of the project with full facts.
  ///   - stubs: What is known of code outside it.
  ///   - cycles: The import cycles of the project.
  ///   - keptNames: Names that keep their values over reloads, as `module.name`.
  package init(
    program: Program,
    stubs: EffectStubs,
    cycles: [ImportCycle],
    keptNames: Set<String> = []
  ) {
    self.program = program
    shared = RuleSubject.Shared(
      program: program,
      stubs: stubs,
      cycles: cycles,
      keptNames: keptNames
    )
  }

  /// All findings of the given rules in one module, in the order of the source.
  package func findings(
    in module: Int,
    rules: [any RiskRule.Type] = RuleRegistry.rules
  ) -> [Finding] {
    let subject = RuleSubject(shared, index: module)
    var found: [Finding] = []
    for rule in rules {
      var findings = RuleFindings(descriptor: rule.descriptor, module: subject)
      rule.check(subject, into: &findings)
      found += findings.findings
    }
    return Self.sorted(found)
  }

  /// What the edit rules find between the old facts of a module and its new ones.
  package func findings(of old: FileFacts, becoming module: Int) -> [Finding] {
    let subject = EditSubject(module: RuleSubject(shared, index: module), old: old)
    var found: [Finding] = []
    for rule in RuleRegistry.editRules {
      var findings = RuleFindings(descriptor: rule.descriptor, module: subject.module)
      rule.check(subject, into: &findings)
      found += findings.findings
    }
    return Self.sorted(found)
  }

  /// By path, line, column and rule; the same finding once.
  package static func sorted(_ findings: [Finding]) -> [Finding] {
    let sorted = findings.sorted {
      ($0.path, $0.line, $0.column, $0.rule, $0.message)
        < ($1.path, $1.line, $1.column, $1.rule, $1.message)
    }
    var unique: [Finding] = []
    for finding in sorted where unique.last != finding { unique.append(finding) }
    return unique
  }
}
