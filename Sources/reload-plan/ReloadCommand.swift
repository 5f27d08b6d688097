import ArgumentParser
import HostIO
import ReloadDrivers
import ReloadPlanKit
import ReloadPlanning

/// `reload-plan reload`: bring a running process up to date with the files on disk.
struct ReloadCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "reload",
    abstract:
      "Bring a running program up to date with its files, or say why only a restart is safe."
  )

  @Option(
    name: .customLong("pid"),
    help: "The process; it must run under `reload-plan run`. Repeatable."
  )
  var pids: [Int32]

  @Flag(
    name: .customLong("children"),
    help: "The processes that these have started, too, as far as they have an agent."
  )
  var includesChildren = false

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
    var processes = pids
    if includesChildren {
      for pid in pids {
        processes += ProcessTable.descendants(of: pid).filter {
          !processes.contains($0) && AgentTarget.hasAgent($0)
        }
      }
    }
    if processes.count == 1, !includesChildren {
      return try OutcomeEnd.finish(reload(processes[0]), isJSON: isJSON)
    }
    try OutcomeEnd.finish(
      processes.map { pid in
        do {
          return (pid, .success(try reload(pid)))
        } catch {
          return (pid, .failure(error))
        }
      },
      isJSON: isJSON
    )
  }

  private func reload(_ pid: Int32) throws -> ReloadOutcome {
    let session = try AgentSession(pid: pid)
    var reload = LiveReload(session: session, project: project)
    reload.verifies = verifies
    reload.native = NativeObserver(
      project: project ?? session.hello.project,
      keepsSources: false
    )
    reload.allowsIrreversible = allowsIrreversible
    return try reload.run()
  }
}
