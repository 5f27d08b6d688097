internal import ModuleFacts
internal import ReloadPlanning

/// Cycles through which values are read while modules are imported.
enum CycleValueCapture: RiskRule {
  static let descriptor = RuleDescriptor(
    "RP702",
    "cycle-value-capture",
    .warning,
    "Modules that import each other read each other's values at import time"
  )

  static func check(_ module: RuleSubject, into findings: inout RuleFindings) {
    CycleFindings.add(
      module,
      crossing: .value,
      "values are read at import time, so one pass of reloads leaves old ones whatever the order",
      to: &findings
    )
  }
}
