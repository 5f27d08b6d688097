internal import ModuleFacts

/// Functions of a library that are given to code outside it.
enum EscapedCodePointer: NativeRule {
  static let descriptor = RuleDescriptor(
    "RP811",
    "escaped-code-pointer",
    .blocker,
    "Whoever keeps a pointer to a function calls old code after a swap"
  )

  static func check(_ subject: NativeSubject, into findings: inout NativeFindings) {
    findings.addHazards(of: subject)
  }
}
