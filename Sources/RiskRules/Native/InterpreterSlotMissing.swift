internal import ModuleFacts

/// Extension modules that don't say whether several interpreters may have them.
enum InterpreterSlotMissing: NativeRule {
  static let descriptor = RuleDescriptor(
    "RP833",
    "interpreter-slot-missing",
    .info,
    .extended,
    scope: .edge,
    "The module can't be tried in a fresh interpreter of the same process"
  )

  static func check(_ subject: NativeSubject, into findings: inout NativeFindings) {
    findings.addHazards(of: subject)
  }
}
