internal import ModuleFacts

/// Threads, signal handlers and exit handlers that run code of a library.
enum NativeProcessHook: NativeRule {
  static let descriptor = RuleDescriptor(
    "RP812",
    "native-thread-or-process-hook",
    .blocker,
    "The system calls code of the library after a swap"
  )

  static func check(_ subject: NativeSubject, into findings: inout NativeFindings) {
    findings.addHazards(of: subject)
  }
}
