internal import ModuleFacts
internal import ProgramAnalysis

/// Calls at import time that are not proven harmless: their callee can't be told, or changes state.
enum ImportTimeCallUnresolved: RiskRule {
  static let descriptor = RuleDescriptor(
    "RP101",
    "import-time-call-unresolved",
    .info,
    .extended,
    "A call at import time is not proven free of effects"
  )

  static func check(_ module: RuleSubject, into findings: inout RuleFindings) {
    for placed in module.effects([.unknown, .mutation, .patch, .registry]) {
      switch placed.effect.entry {
      case .direct, .implicit, .classCreation: continue
      case .call, .decorator: break
      }
      let isUnknown = placed.kind == .unknown
      findings.add(
        placed,
        of: module,
        isUnknown
          ? "\(module.actor(placed.effect)) can't be proven harmless: what \(placed.what) does is not known"
          : "\(module.sentence(placed.effect)), once more on each reload",
        help: "move the call into a function, or mark it with `# reload: pure`"
      )
    }
  }
}
