/// An error that the command line itself finds.
enum CommandError: Error, CustomStringConvertible {
  /// What was asked for can't be read: what failed, on what, and what to do next.
  case input(problem: String, subject: String, help: String)
  /// Something that can't happen did.
  case bug(String)

  var description: String {
    switch self {
    case .input(let problem, let subject, let help): "\(problem): \(subject); \(help)"
    case .bug(let what): what
    }
  }
}
