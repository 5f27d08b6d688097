internal import ModuleFacts
internal import ProgramAnalysis

/// Threads, processes and tasks that are started while the module is imported.
enum ImportTimeConcurrency: RiskRule {
  static let descriptor = RuleDescriptor(
    "RP105",
    "import-time-concurrency-start",
    .blocker,
    "A thread, process or task is started at import time"
  )

  static func check(_ module: RuleSubject, into findings: inout RuleFindings) {
    for placed in module.effects([.concurrency]) {
      findings.add(
        placed.effect,
        of: module,
        "\(module.sentence(placed.effect)): a reload starts another one while the first runs on",
        help: "start it from an explicit start() and stop it before the reload"
      )
    }
  }
}
