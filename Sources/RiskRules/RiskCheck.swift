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
    var found: [Finding] = []
    addFindings(in: module, rules: rules, to: &found)
    return found
  }

  /// Appends all findings of the given rules in one module, in the order of the source.
  package func addFindings(
    in module: Int,
    rules: [any RiskRule.Type],
    to findings: inout [Finding]
  ) {
    guard let first = rules.first else { return }
    let start = findings.count
    let subject = RuleSubject(shared, index: module)
    var found = RuleFindings(rule: first, module: subject, adding: findings)
    findings = []
    for rule in rules {
      found.rule = rule
      rule.check(subject, into: &found)
    }
    findings = found.taken()
    Self.sort(&findings, from: start)
  }

  /// What the edit rules find between the old facts of a module and its new ones.
  package func findings(of old: FileFacts, becoming module: Int) -> [Finding] {
    let subject = EditSubject(module: RuleSubject(shared, index: module), old: old)
    var found: [Finding] = []
    for rule in RuleRegistry.editRules {
      var findings = RuleFindings(rule: rule, module: subject.module)
      rule.check(subject, into: &findings)
      found += findings.findings
    }
    return Self.sorted(found)
  }

  /// By path, line, column and rule; the same finding once.
  package static func sorted(_ findings: [Finding]) -> [Finding] {
    var sorted = findings
    sort(&sorted)
    return sorted
  }

  /// Sorts the findings from `start` on by path, line, column and rule, and keeps the same one once.
  ///
  /// Places are sorted and the findings moved once: to copy one counts ten references.
  private static func sort(_ findings: inout [Finding], from start: Int = 0) {
    let count = findings.count - start
    if count < 2 { return }
    findings.withUnsafeMutableBufferPointer { all in
      let part = UnsafeMutableBufferPointer(rebasing: all[start...])
      let order = part.indices.sorted { isBefore($0, $1, in: UnsafeBufferPointer(part)) }
      guard let base = part.baseAddress, order != Array(part.indices) else { return }
      withUnsafeTemporaryAllocation(of: Finding.self, capacity: count) { moved in
        guard let scratch = moved.baseAddress else { return }
        scratch.moveInitialize(from: base, count: count)
        for (place, index) in order.enumerated() {
          (base + place).moveInitialize(from: scratch + index, count: 1)
        }
      }
    }
    let repeated = findings.withUnsafeBufferPointer { all in
      (start + 1..<all.count).filter {
        all[$0].message == all[$0 - 1].message && all[$0] == all[$0 - 1]
      }
    }
    for index in repeated.reversed() { findings.remove(at: index) }
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
