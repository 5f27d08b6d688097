internal import HostIO

/// Starting a program with the agent in it.
package struct ProgramLaunch: Equatable, Sendable {
  /// The project folder, absolute.
  package var project: String
  /// The program and its arguments: the end of this process's own command line.
  package var command: [String]
  /// This binary, for `reload_plan_agent.reload()`.
  package var binary: String

  package init(project: String, command: [String], binary: String) {
    self.project = project
    self.command = command
    self.binary = binary
  }

  /// Replaces this process by the program; returns only by throwing.
  ///
  /// `onStart` is called with the process's pid when nothing stands in the way any more.
  package func exec(onStart: (Int32) -> Void) throws(DriverError) -> Never {
    guard let program = command.first else { throw .cannotStart(program: "", reason: "no command") }
    guard let path = ProgramSearch.find(program) else {
      throw .cannotStart(program: program, reason: "no such program; check the name and PATH")
    }
    if let option = PythonOptions.isolating(command: command, program: path) {
      throw .isolatedPython(option: option)
    }
    let agent = try AgentFiles.unpack()
    onStart(ProcessTable.currentProcess)
    do {
      try ProcessReplacement.exec(
        path,
        lastArguments: command.count,
        setting: environment(agent: agent)
      )
    } catch {
      throw .cannotStart(program: program, reason: error.reason)
    }
  }

  private func environment(agent: String) -> [(name: String, value: String)] {
    let original = ProcessReplacement.environment("PYTHONPATH") ?? ""
    var settings = [
      (name: "RELOAD_PLAN_PROJECT", value: project),
      (name: "RELOAD_PLAN_BINARY", value: binary),
      (name: "PYTHONPATH", value: original.isEmpty ? agent : "\(agent):\(original)"),
    ]
    if !original.isEmpty { settings.append((name: "RELOAD_PLAN_PYTHONPATH", value: original)) }
    return settings
  }
}
