internal import ModuleFacts
internal import ReloadPlanning

/// Cycles through which classes are derived while modules are imported.
enum CycleClassCapture: RiskRule {
  static let descriptor = RuleDescriptor(
    "RP703",
    "cycle-class-capture",
    .blocker,
    "Modules that import each other derive classes from each other's"
  )

  static func check(_ module: RuleSubject, into findings: inout RuleFindings) {
    CycleFindings.add(
      module,
      crossing: .class,
      "classes are derived across the cycle, so no order of reloads ends with one class of each name",
      to: &findings
    )
  }
}
