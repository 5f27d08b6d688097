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
    guard let first = rules.first else { return [] }
    let subject = RuleSubject(shared, index: module)
    var found = RuleFindings(descriptor: first.descriptor, module: subject)
    for rule in rules {
      found.descriptor = rule.descriptor
      rule.check(subject, into: &found)
    }
    return Self.sorted(found.findings)
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
    if findings.count < 2 { return findings }
    // Places are sorted, not findings: moving those counts ten references each.
    let order = findings.indices.sorted { isBefore(findings[$0], findings[$1]) }
    var unique: [Finding] = []
    unique.reserveCapacity(findings.count)
    var last: Int?
    for index in order {
      if let last, findings[last] == findings[index] { continue }
      unique.append(findings[index])
      last = index
    }
    return unique
  }

  private static func isBefore(_ left: Finding, _ right: Finding) -> Bool {
    if left.path != right.path { return left.path < right.path }
    if left.line != right.line { return left.line < right.line }
    if left.column != right.column { return left.column < right.column }
    if left.rule != right.rule { return left.rule < right.rule }
    return left.message < right.message
  }
}
