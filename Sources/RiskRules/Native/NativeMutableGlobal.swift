internal import ModuleFacts

/// Variables of a library that its code changes.
enum NativeMutableGlobal: NativeRule {
  static let descriptor = RuleDescriptor(
    "RP805",
    "native-mutable-global",
    .warning,
    "A new copy of the library starts from the initial value"
  )

  static func check(_ subject: NativeSubject, into findings: inout NativeFindings) {
    findings.addHazards(of: subject)
  }
}
