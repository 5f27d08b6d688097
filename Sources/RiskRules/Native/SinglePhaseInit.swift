internal import ModuleFacts

/// Extension modules that initialise in one phase.
enum SinglePhaseInit: NativeRule {
  static let descriptor = RuleDescriptor(
    "RP830",
    "single-phase-init",
    .blocker,
    scope: .edge,
    "A copy under another path shares nothing with the first, and a second import may run nothing"
  )

  static func check(_ subject: NativeSubject, into findings: inout NativeFindings) {
    findings.addHazards(of: subject)
  }
}
