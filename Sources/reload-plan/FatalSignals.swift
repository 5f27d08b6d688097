import Glibc

/// Turns a crash of reload-plan itself into the promised exit code, with a line that says so.
enum FatalSignals {
  /// Installs the handlers; a program started by `run` gets the default ones back from `exec`.
  static func install() {
    for signal in [SIGILL, SIGTRAP, SIGSEGV, SIGBUS, SIGFPE, SIGABRT] {
      var action = sigaction()
      action.__sigaction_handler.sa_handler = report
      action.sa_flags = Int32(bitPattern: UInt32(SA_RESETHAND))
      sigaction(signal, &action, nil)
    }
  }

  private static let report: @convention(c) (Int32) -> Void = { _ in
    // Only what may be called in a signal handler: no allocation, no Swift runtime.
    let message: StaticString =
      "reload-plan: this is a bug in reload-plan: please report it with the command you ran\n"
    _ = write(STDERR_FILENO, message.utf8Start, message.utf8CodeUnitCount)
    _exit(70)
  }
}
