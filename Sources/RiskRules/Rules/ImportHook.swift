internal import ModuleFacts
internal import ProgramAnalysis

/// Finders, path hooks and codecs that importing the module adds.
enum ImportHook: RiskRule {
  static let descriptor = RuleDescriptor(
    "RP606",
    "import-hook",
    .warning,
    .extended,
    "An import hook or codec is installed at import time, again on each reload"
  )

  static func check(_ module: RuleSubject, into findings: inout RuleFindings) {
    for placed in module.effects([.finder]) {
      findings.add(
        placed,
        of: module,
        "\(module.sentence(placed.effect)): a reload installs a second hook, and the first is asked first",
        help: "install it where the program starts, or remove the old one by its type first"
      )
    }
  }
}
