internal import ModuleFacts
internal import ReloadPlanning

/// Cycles through which nothing is needed while modules are imported.
enum CycleLateBound: RiskRule {
  static let descriptor = RuleDescriptor(
    "RP701",
    "cycle-late-bound",
    .info,
    .extended,
    "Modules import each other but need nothing of each other at import time"
  )

  static func check(_ module: RuleSubject, into findings: inout RuleFindings) {
    CycleFindings.add(
      module,
      crossing: .late,
      "nothing is needed at import time, so any order of reloads works",
      to: &findings
    )
  }
}
