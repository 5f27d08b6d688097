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

  /// Callables that come back when the process has ended.
  private static let waiting: Set<String> = [
    "subprocess.run", "subprocess.call", "subprocess.check_call", "subprocess.check_output",
    "subprocess.getoutput", "subprocess.getstatusoutput", "os.system",
  ]

  static func check(_ module: RuleSubject, into findings: inout RuleFindings) {
    for placed in module.effects([.concurrency]) {
      let waits = waiting.contains(placed.what)
      findings.add(
        placed,
        of: module,
        waits
          ? "\(module.sentence(placed.effect)): each reload runs the command again"
          : "\(module.sentence(placed.effect)): a reload starts another one while the first runs on",
        help: waits
          ? "run it in a function, when its result is needed"
          : "start it from an explicit start() and stop it before the reload",
        severity: waits ? .warning : nil
      )
    }
  }
}
