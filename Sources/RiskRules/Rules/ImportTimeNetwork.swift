internal import ModuleFacts
internal import ProgramAnalysis

/// Connections that are made while the module is imported.
enum ImportTimeNetwork: RiskRule {
  static let descriptor = RuleDescriptor(
    "RP104",
    "import-time-network-or-db",
    .blocker,
    "A connection is made at import time"
  )

  static func check(_ module: RuleSubject, into findings: inout RuleFindings) {
    for placed in module.effects([.network]) {
      findings.add(
        placed,
        of: module,
        "\(module.sentence(placed.effect)): a reload connects or binds a second time",
        help: "connect in a function that the program calls when it starts"
      )
    }
  }
}
