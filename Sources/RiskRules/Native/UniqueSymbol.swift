internal import ModuleFacts

/// Variables that GCC makes one for the whole process.
enum UniqueSymbol: NativeRule {
  static let descriptor = RuleDescriptor(
    "RP809",
    "unique-symbol",
    .warning,
    "A new copy of the library runs on the old one's variable"
  )

  static func check(_ subject: NativeSubject, into findings: inout NativeFindings) {
    findings.addHazards(of: subject)
  }
}
