import ArgumentParser
import ReloadDrivers
import ReloadPlanKit

/// `reload-plan reload`: bring a running process up to date with the files on disk.
struct ReloadCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "reload",
    abstract:
      "Bring a running program up to date with its files, or say why only a restart is safe."
  )

  @Option(name: .customLong("pid"), help: "The process; it must run under `reload-plan run`.")
  var pid: Int32

  @Option(
    name: .customLong("project"),
    help: "The project's folder; the one given to `run` if left out."
  )
  var project: String?

  @Flag(name: .customLong("json"), help: "Print JSON (schema reload-plan/outcome/1).")
  var isJSON = false

  func run() throws {
    let session = try AgentSession(pid: pid)
    var reload = LiveReload(session: session, project: project)
    let outcome = try reload.run()
    try OutcomeEnd.finish(outcome, isJSON: isJSON)
  }
}
