internal import ModuleFacts
internal import ProgramAnalysis

/// Settings of the process that importing the module changes.
enum ProcessGlobalSetting: RiskRule {
  static let descriptor = RuleDescriptor(
    "RP108",
    "process-global-setting",
    .warning,
    "A setting of the whole process is changed at import time"
  )

  static func check(_ module: RuleSubject, into findings: inout RuleFindings) {
    for placed in module.effects([.setting]) {
      let grows = placed.what == "sys.path"
      findings.add(
        placed,
        of: module,
        "\(module.sentence(placed.effect)), a setting of the whole process: each reload "
          + (grows ? "adds to it again" : "sets it again, over what was set since"),
        help: grows
          ? "add the entry only if it is not there" : "set it once, where the program starts"
      )
    }
  }
}
