internal import ModuleFacts

/// Code that runs when a library is loaded.
enum StaticInitialiser: NativeRule {
  static let descriptor = RuleDescriptor(
    "RP807",
    "static-initialiser",
    .warning,
    "Constructors and initial values run again for each copy that is loaded"
  )

  static func check(_ subject: NativeSubject, into findings: inout NativeFindings) {
    findings.addHazards(of: subject)
  }
}
