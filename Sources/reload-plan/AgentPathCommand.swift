import ArgumentParser
import ReloadDrivers

/// `reload-plan agent-path`: where the agent is, for programs that import it themselves.
struct AgentPathCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "agent-path",
    abstract:
      "Print the folder to put on sys.path for `import reload_plan_agent` (notebooks, REPLs).",
    discussion: """
      Programs started with `reload-plan run` have the agent already. Elsewhere: import it before the project's \
      modules, call reload_plan_agent.start(folder), and reload_plan_agent.reload() after an edit.
      """
  )

  func run() throws {
    StandardStreams.writeOutput(try AgentFiles.unpack() + "\n")
  }
}
