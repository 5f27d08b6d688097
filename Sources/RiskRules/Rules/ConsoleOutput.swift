internal import ModuleFacts
internal import ProgramAnalysis

/// Output to the console while the module is imported.
enum ConsoleOutput: RiskRule {
  static let descriptor = RuleDescriptor(
    "RP112",
    "console-output",
    .info,
    .extended,
    "Something is printed at import time"
  )

  static func check(_ module: RuleSubject, into findings: inout RuleFindings) {
    for placed in module.effects([.console]) {
      findings.add(
        placed,
        of: module,
        "\(module.sentence(placed.effect)), again on each reload",
        help: "log it instead, or print it where the program starts"
      )
    }
  }
}
