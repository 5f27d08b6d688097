import ArgumentParser
import HostIO
import ReloadDrivers
import ReloadPlanKit

/// `reload-plan apply`: applies a stored plan to a running program.
struct ApplyCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "apply",
    abstract: "Apply a plan made with `plan --json` to a running program.",
    discussion: """
      The agent refuses a plan whose files or process are not what it was made for. Exit codes: \
      0 applied or nothing to do, 3 refused or taken back (the process is as it was), 4 unknown \
      or partial, 2 usage or input.
      """
  )

  @Argument(help: "The file with the plan (schema reload-plan/plan/1).")
  var plan: String

  @Option(name: .customLong("pid"), help: "The process; it was started with `reload-plan run`.")
  var pid: Int32

  @Option(name: .customLong("project"), help: "The project's folder, as given to `run`.")
  var project: String?

  @Flag(
    name: .customLong("allow-irreversible"),
    help: "Apply a plan with statements whose effects can't be taken back if a later step fails."
  )
  var allowsIrreversible = false

  @Flag(name: .customLong("json"), help: "Print JSON (schema reload-plan/outcome/1).")
  var isJSON = false

  func run() throws {
    guard let bytes = try? FileBytes.contents(of: plan) else {
      throw CommandError.input(
        problem: "the plan can't be read",
        subject: plan,
        help: "make one with `reload-plan plan --json > plan.json`"
      )
    }
    guard let stored = StoredPlan(json: bytes) else {
      throw CommandError.input(
        problem: "this isn't a plan of schema reload-plan/plan/1",
        subject: plan,
        help: "make one with `reload-plan plan --json > plan.json`"
      )
    }
    if stored.hasIrreversibleSteps, !allowsIrreversible {
      throw CommandError.input(
        problem: "the plan has steps that can't be taken back",
        subject: plan,
        help: "read them (`\"irreversible\": true`), then add --allow-irreversible"
      )
    }
    if stored.hasNativeSteps {
      throw CommandError.input(
        problem: "the plan rebuilds libraries, which no Python process can take up",
        subject: plan,
        help: "run its rebuild commands, then restart what uses them, or let ReloadHost swap them"
      )
    }
    let session = try AgentSession(pid: pid)
    var reload = LiveReload(session: session, project: project)
    let outcome = try reload.apply(stored)
    try OutcomeEnd.finish(outcome, isJSON: isJSON)
  }
}
