import ArgumentParser
import HostIO
import ReloadDrivers

/// `reload-plan run`: starts a program with the agent in it.
struct RunCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "run",
    abstract: "Start a Python program so that it can be reloaded.",
    discussion: """
      The program replaces this process: its arguments, streams, signals and exit status are its \
      own. The exit code is 2 when it could not be started.
      """
  )

  @Option(name: .customLong("project"), help: "The folder whose modules can be reloaded.")
  var project = "."

  @Flag(name: .customLong("no-watch"), help: "Don't watch the folder; reload when told to.")
  var isUnwatched = false

  @Argument(parsing: .captureForPassthrough, help: "The program and its arguments, after --.")
  var command: [String] = []

  func run() throws {
    let words = command.first == "--" ? Array(command.dropFirst()) : command
    guard !words.isEmpty else {
      throw CommandError.input(
        problem: "no program to start",
        subject: "run",
        help: "give it after --, as in `reload-plan run -- python app.py`"
      )
    }
    guard let folder = RealPath.folder(project) else {
      throw CommandError.input(
        problem: "no such folder",
        subject: project,
        help: "give the project's folder with --project"
      )
    }
    let binary = ProcessTable.executable(of: ProcessTable.currentProcess) ?? "reload-plan"
    let launch = ProgramLaunch(project: folder, command: words, binary: binary)
    try launch.exec {
      StandardStreams.writeError("reloads modules under \(folder) in process \($0)")
    }
  }
}
