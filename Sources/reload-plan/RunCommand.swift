import ArgumentParser
import HostIO
import ReloadDrivers
import ReloadPlanKit

/// `reload-plan run`: start a program with the agent in it.
struct RunCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "run",
    abstract: "Start a Python program, and bring it up to date whenever a file is saved.",
    discussion: """
      The program keeps its terminal, streams, signals and exit status. One line is printed for a \
      save that changed what it runs, and more only where a person is needed. Of a program that isn't \
      Python, in a folder with compile commands, the plug-ins are rebuilt: it swaps them by ReloadHost.
      """
  )

  @Option(name: .customLong("project"), help: "The folder whose modules may be reloaded.")
  var project = "."

  @Flag(
    name: .customLong("no-watch"),
    help: "Only start the program; reload it by `reload-plan reload`."
  )
  var isUnwatched = false

  @Option(
    name: .customLong("restart-on"),
    help: "Start the program again when a save can't be applied (refuse), or never."
  )
  var restart = RestartPolicy.never

  @Flag(name: .customLong("status"), help: "After each save, show what was done so far.")
  var showsStatus = false

  @Flag(
    name: .customLong("json"),
    help: "Print outcomes as lines of JSON (schema reload-plan/outcome/1) on the error stream."
  )
  var isJSON = false

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
    if !isUnwatched, let program = command.first,
      NativeWatcher.serves(ProgramSearch.find(program) ?? program, project: folder)
    {
      StandardStreams.writeError("rebuilds the plug-ins of \(program) when sources are saved")
      try NativeWatchLoop(words: command, project: folder, binary: binary).run()
    }
    let launch = try ProgramLaunch(
      project: folder,
      command: command,
      binary: binary,
      isWatched: !isUnwatched
    ).prepare()
    if isUnwatched {
      StandardStreams.writeError(
        "covers the modules under \(folder); `reload-plan reload --pid "
          + "\(ProcessTable.currentProcess)` updates them"
      )
      try launch.exec()
    }
    let printer = WatchPrinter(project: folder, isJSON: isJSON, showsStatus: showsStatus)
    try WatchLoop(
      launch: launch,
      project: folder,
      printer: printer,
      restarts: restart == .refuse
    ).run()
  }

  func validate() throws {
    if isUnwatched, restart != .never || showsStatus || isJSON {
      throw ValidationError("--restart-on, --status and --json need a watched program")
    }
  }
}

/// When a watched program is started again.
enum RestartPolicy: String, ExpressibleByArgument {
  case never, refuse
}
