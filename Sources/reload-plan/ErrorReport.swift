import ArgumentParser
import Glibc
import HostIO
import ReloadDrivers
import ReloadPlanKit

/// How a thrown error ends the program: the line it prints and the exit status.
struct ErrorReport {
  /// What is printed: a clean exit (help, version) goes to the output, an error to the error stream.
  var message: String
  var isError: Bool
  var status: ExitStatus

  init(_ error: any Error) {
    switch error {
    case let error as CommandError:
      self.init(error)
    case let error as DriverError:
      let status: ExitStatus =
        error.leavesUnknown ? .partial : error.isRefusal ? .refused : .usage
      self.init(error.description, isError: true, status: status)
    case LiveReloadError.agentFailed:
      self.init(CommandError.bug(String(describing: error)))
    case is LiveReloadError, is WorkspaceError, is BaselineError, is SystemCallError,
      is ConfigurationError:
      self.init(String(describing: error), isError: true, status: .usage)
    case let error as ExitCode:
      self.init("", isError: true, status: ExitStatus(code: error.rawValue))
    default:
      self.init(parsing: error)
    }
  }

  /// What ArgumentParser throws; anything else is an error that nobody foresaw.
  private init(parsing error: any Error) {
    let full = ReloadPlanCommand.fullMessage(for: error)
    switch ReloadPlanCommand.exitCode(for: error) {
    case .success:
      self.init(full, isError: false, status: .success)
    case .validationFailure:
      let message = Self.firstSentence(ReloadPlanCommand.message(for: error))
      self.init("\(message) (see `\(Self.helpCommand(in: full))`)", isError: true, status: .usage)
    default:
      self.init(CommandError.bug(String(describing: error)))
    }
  }

  /// The help of the command that was used: ArgumentParser names it in quotes.
  private static func helpCommand(in message: String) -> String {
    let quoted = message.split(separator: "'").first { $0.hasSuffix("--help") }
    return quoted.map(String.init) ?? "reload-plan --help"
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
