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
    return findings.withUnsafeBufferPointer { findings in
      // Places are sorted, and compared where they are: moving findings counts ten references each.
      let order = findings.indices.sorted { isBefore($0, $1, in: findings) }
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
  }

  private static func isBefore(
    _ left: Int,
    _ right: Int,
    in all: UnsafeBufferPointer<Finding>
  ) -> Bool {
    if all[left].path != all[right].path { return all[left].path < all[right].path }
    if all[left].line != all[right].line { return all[left].line < all[right].line }
    if all[left].column != all[right].column { return all[left].column < all[right].column }
    if all[left].rule != all[right].rule { return all[left].rule < all[right].rule }
    return all[left].message < all[right].message
  }
}
