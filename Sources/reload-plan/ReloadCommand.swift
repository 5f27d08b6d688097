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

  @Flag(
    name: .customLong("verify"),
    help:
      "Compare with a fresh start before the reload counts as done; take it back if they differ."
  )
  var verifies = false

  @Flag(
    name: .customLong("allow-irreversible"),
    help: "Let new statements run whose effects can't be taken back if a later step fails."
  )
  var allowsIrreversible = false

  @Flag(name: .customLong("json"), help: "Print JSON (schema reload-plan/outcome/1).")
  var isJSON = false

  func run() throws {
    let session = try AgentSession(pid: pid)
    var reload = LiveReload(session: session, project: project)
    reload.verifies = verifies
    reload.allowsIrreversible = allowsIrreversible
    let outcome = try reload.run()
    try OutcomeEnd.finish(outcome, isJSON: isJSON)
  }
}
