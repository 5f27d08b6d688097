internal import ModuleFacts
internal import ProgramAnalysis

/// Functions that the process will call back, installed while the module is imported.
enum ProcessHookRegistration: RiskRule {
  static let descriptor = RuleDescriptor(
    "RP111",
    "process-hook-registration",
    .warning,
    "A hook of the process is installed at import time"
  )

  static func check(_ module: RuleSubject, into findings: inout RuleFindings) {
    for placed in module.effects([.hook, .irrevocable]) {
      let isFinal = placed.kind == .irrevocable
      findings.add(
        placed,
        of: module,
        isFinal
          ? "\(module.sentence(placed.effect)), which can't be taken back: after a reload both run"
          : "\(module.sentence(placed.effect)): a reload installs it again, and the old one stays or "
            + "is called by the new",
        help: isFinal
          ? "install it where the program starts"
          : "install it from main(), or unregister it first",
        severity: isFinal ? .blocker : nil
      )
    }
  }
}
