internal import ModuleFacts

/// Thread-local variables with destructors.
enum ThreadLocalDestructor: NativeRule {
  static let descriptor = RuleDescriptor(
    "RP808",
    "thread-local",
    .blocker,
    "The old image can't go while a thread has the variable"
  )

  static func check(_ subject: NativeSubject, into findings: inout NativeFindings) {
    findings.addHazards(of: subject)
  }
}
