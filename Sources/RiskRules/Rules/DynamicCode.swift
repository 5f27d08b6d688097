internal import ModuleFacts
internal import ProgramAnalysis

/// Code made of text at run time: what it defines can't be compared.
enum DynamicCode: RiskRule {
  static let descriptor = RuleDescriptor(
    "RP114",
    "dynamic-code",
    .warning,
    "Code that is not in the source runs at import time"
  )

  static func check(_ module: RuleSubject, into findings: inout RuleFindings) {
    for placed in module.effects([.code]) {
      // What a helper compiles for itself is not the module's own code.
      guard placed.effect.functions.allSatisfy({ $0.module == module.index }) else { continue }
      findings.add(
        placed,
        of: module,
        "\(module.sentence(placed.effect)) on text that is not in the source: what it defines can't "
          + "be compared, so only the whole module can be reloaded",
        help: "generate the code into a file before the program runs"
      )
    }
  }
}
