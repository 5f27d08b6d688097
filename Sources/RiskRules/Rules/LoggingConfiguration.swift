internal import ModuleFacts
internal import ProgramAnalysis
internal import SourceText

/// Loggers, which are the process's own, configured while the module is imported.
enum LoggingConfiguration: RiskRule {
  static let descriptor = RuleDescriptor(
    "RP110",
    "logging-configuration",
    .warning,
    "Logging is configured at import time"
  )

  static func check(_ module: RuleSubject, into findings: inout RuleFindings) {
    for placed in module.effects([.logging]) where !addsNullHandler(placed, module) {
      let adds = placed.what.hasSuffix("addHandler") || placed.effect.target.last == "addHandler"
      findings.add(
        placed,
        of: module,
        "\(module.sentence(placed.effect)): loggers outlive the module, so a reload "
          + (adds ? "adds a second handler and each line is written twice" : "configures it again"),
        help: adds
          ? "guard it with `if not logger.handlers`" : "configure logging where the program starts"
      )
    }
  }

  /// A handler that does nothing does it twice as well.
  private static func addsNullHandler(
    _ placed: RuleSubject.Placed,
    _ module: RuleSubject
  ) -> Bool {
    let calls = module.facts.calls[module.facts.statements[placed.statement].calls.indices]
    return calls.contains { call in
      guard call.line == placed.effect.site.line else { return false }
      let name = module.facts.strings(call.callee.names).last
      if name == "NullHandler" { return true }
      guard name == "addHandler", let path = module.facts.paths[call.arguments.indices].first,
        path.root == .global, !path.isPartial
      else { return false }
      return module.values(path).contains {
        if case .externalInstance("logging.NullHandler", _) = $0 { return true }
        return false
      }
    }
  }
}
