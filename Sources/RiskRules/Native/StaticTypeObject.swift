internal import ModuleFacts

/// Extension modules with types of static storage.
enum StaticTypeObject: NativeRule {
  static let descriptor = RuleDescriptor(
    "RP831",
    "static-type-object",
    .warning,
    scope: .edge,
    "A second copy of the module has other types of the same names"
  )

  static func check(_ subject: NativeSubject, into findings: inout NativeFindings) {
    findings.addHazards(of: subject)
  }
}
