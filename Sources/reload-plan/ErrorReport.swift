import ArgumentParser
import Glibc
import ReloadDrivers
import ReloadPlanKit

/// How a thrown error ends the program: the line it prints and the exit status.
struct ErrorReport {
  /// What is printed: a clean exit (help, version) goes to the output, an error to the error stream.
  var message: String
  var isError: Bool
  var status: ExitStatus

  init(_ error: any Error) {
    if let error = error as? CommandError {
      self.init(error)
      return
    }
    if let error = error as? DriverError {
      let status: ExitStatus = error.leavesUnknown ? .partial : error.isRefusal ? .refused : .usage
      self.init(error.description, isError: true, status: status)
      return
    }
    if case LiveReloadError.agentFailed = error {
      self.init(CommandError.bug(String(describing: error)))
      return
    }
    if let error = error as? DriverError {
      let status: ExitStatus =
        error.leavesUnknown ? .partial : error.isRefusal ? .refused : .usage
      self.init(error.description, isError: true, status: status)
      return
    }
    if case LiveReloadError.agentFailed = error {
      self.init(CommandError.bug(String(describing: error)))
      return
    }
    let code = ReloadPlanCommand.exitCode(for: error)
    switch code {
    case .success:
      self.init(ReloadPlanCommand.fullMessage(for: error), isError: false, status: .success)
    case .validationFailure:
      let message = Self.firstSentence(ReloadPlanCommand.message(for: error))
      self.init("\(message) (see `reload-plan --help`)", isError: true, status: .usage)
    default:
      if error is ExitCode {
        self.init("", isError: true, status: ExitStatus(code: code.rawValue))
      } else {
        self.init(String(describing: error), isError: true, status: .usage)
      }
    }
  }

  private init(_ error: CommandError) {
    switch error {
    case .input: self.init(error.description, isError: true, status: .usage)
    case .bug(let what):
      let message = "this is a bug in reload-plan: \(what); please report it with the command"
      self.init(message, isError: true, status: .bug)
    }
  }

  private init(_ message: String, isError: Bool, status: ExitStatus) {
    self.message = message
    self.isError = isError
    self.status = status
  }

  /// One line: ArgumentParser sometimes adds a paragraph of help.
  private static func firstSentence(_ message: String) -> String {
    message.split(separator: "\n").first.map(String.init) ?? message
  }

  func write() {
    if message.isEmpty { return }
    if isError {
      StandardStreams.writeError(message)
    } else {
      StandardStreams.writeOutput(message + "\n")
    }
  }
}

extension ExitStatus {
  /// Ends the process.
  func exit() -> Never { Glibc.exit(code) }
}
