/// What the process ends with; scripts rely on it, so docs/public-api.md lists the same codes.
struct ExitStatus: Equatable {
  let code: Int32

  /// Done; a reading command ends so whatever it reports.
  static let success = ExitStatus(code: 0)
  /// A gate that was asked for (`cycles --fail-on`) found what it looks for.
  static let gate = ExitStatus(code: 1)
  /// Wrong usage or unusable input; nothing was done.
  static let usage = ExitStatus(code: 2)
  /// Refused or rolled back; the process is as it was.
  static let refused = ExitStatus(code: 3)
  /// Unknown or partial; the report says what remains.
  static let partial = ExitStatus(code: 4)
  /// A bug of reload-plan.
  static let bug = ExitStatus(code: 70)

}
