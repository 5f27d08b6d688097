internal import ModuleFacts

/// Extension modules that keep Python objects in globals.
enum GlobalObjectState: NativeRule {
  static let descriptor = RuleDescriptor(
    "RP832",
    "global-pyobject-state",
    .warning,
    scope: .edge,
    "Objects in globals of the library outlive every reload"
  )

  static func check(_ subject: NativeSubject, into findings: inout NativeFindings) {
    findings.addHazards(of: subject)
  }
}
