import ArgumentParser
import HostIO
import ReloadDrivers

/// `reload-plan run`: start a program with the agent in it.
struct RunCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "run",
    abstract: "Start a Python program with the agent in it, so that it can be reloaded."
  )

  @Option(name: .customLong("project"), help: "The folder whose modules may be reloaded.")
  var project = "."

  @Flag(
    name: .customLong("no-watch"),
    help: "Only start the program; reload it by `reload-plan reload`."
  )
  var isUnwatched = false

  @Argument(parsing: .postTerminator, help: "The program and its arguments, after `--`.")
  var command: [String] = []

  func run() throws {
    if command.isEmpty {
      throw CommandError.input(
        problem: "no program to run",
        subject: "the command is empty",
        help: "give it after --, as in `reload-plan run -- python app.py`"
      )
    }
    guard let folder = FileStatus.absolutePath(of: project), FileStatus.isFolder(folder) else {
      throw CommandError.input(
        problem: "no such folder",
        subject: project,
        help: "give the folder that holds the program's modules"
      )
    }
    let binary = FileStatus.absolutePath(of: "/proc/self/exe") ?? "reload-plan"
    try ProgramLaunch(project: folder, command: command, binary: binary).exec { pid in
      StandardStreams.writeError(
        "covers the modules under \(folder); `reload-plan reload --pid \(pid)` updates them"
      )
    }
  }
}
