package import HostIO

/// Starting a program with the agent in it.
package struct ProgramLaunch: Equatable, Sendable {
  /// The project folder, absolute.
  package var project: String
  /// The program and its arguments: the end of this process's own command line.
  package var command: [String]
  /// This binary, for `reload_plan_agent.reload()`.
  package var binary: String
  /// Whether this process watches the files, so that the agent need not read them at import.
  package var isWatched: Bool

  package init(project: String, command: [String], binary: String, isWatched: Bool = false) {
    self.isWatched = isWatched
    self.project = project
    self.command = command
    self.binary = binary
  }

  /// What stands ready to be started.
  package struct Prepared: Sendable {
    private let program: String
    private let path: String
    private let count: Int
    private let settings: [(name: String, value: String)]
    private let insertion: ArgumentInsertion?

    fileprivate init(_ launch: ProgramLaunch) throws(DriverError) {
      guard let program = launch.command.first else {
        throw .cannotStart(program: "", reason: "no command")
      }
      guard let path = ProgramSearch.find(program) else {
        throw .cannotStart(program: program, reason: "no such program; check the name and PATH")
      }
      let isolation = PythonOptions.isolation(command: launch.command, program: path)
      if case .closed(let option) = isolation { throw .isolatedPython(option: option) }
      self.program = program
      self.path = path
      count = launch.command.count
      let agent = try AgentFiles.unpack()
      settings = launch.environment(agent: agent)
      if case .ignoresEnvironment(let position) = isolation {
        let boot = "import sys; sys.path.insert(1, r'\(agent)'); "
        insertion = ArgumentInsertion(
          position: position,
          words: ["-c", boot + "from reload_plan_agent.launch import run; run(r'\(agent)')"]
        )
      } else {
        insertion = nil
      }
    }

    /// Replaces this process by the program; returns only by throwing.
    package func exec() throws(DriverError) -> Never {
      do {
        try ProcessReplacement.exec(
          path,
          lastArguments: count,
          inserting: insertion,
          setting: settings
        )
      } catch {
        throw .cannotStart(program: program, reason: error.reason)
      }
    }

    /// Starts the program as a child; it can be started again when it has ended.
    package func start() throws(DriverError) -> SupervisedProcess {
      do {
        return try SupervisedProcess(
          path,
          lastArguments: count,
          inserting: insertion,
          setting: settings
        )
      } catch {
        throw .cannotStart(program: program, reason: error.reason)
      }
    }
  }

  /// Finds the program and unpacks the agent.
  package func prepare() throws(DriverError) -> Prepared { try Prepared(self) }

  fileprivate func environment(agent: String) -> [(name: String, value: String)] {
    let original = ProcessReplacement.environment("PYTHONPATH") ?? ""
    var settings = [
      (name: "RELOAD_PLAN_PROJECT", value: project),
      (name: "RELOAD_PLAN_BINARY", value: binary),
      (name: "PYTHONPATH", value: original.isEmpty ? agent : "\(agent):\(original)"),
    ]
    if isWatched { settings.append((name: "RELOAD_PLAN_LAZY", value: "1")) }
    if !original.isEmpty { settings.append((name: "RELOAD_PLAN_PYTHONPATH", value: original)) }
    return settings
  }
}
