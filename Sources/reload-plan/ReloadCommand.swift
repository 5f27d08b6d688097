import ArgumentParser
import HostIO
import ReloadDrivers
import ReloadPlanning
import Reporting

/// `reload-plan reload`: brings a running program up to date with its files.
struct ReloadCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "reload",
    abstract: "Bring a running program up to date with its files.",
    discussion: """
      Exit codes: 0 applied or nothing to do, 3 refused or taken back (the process is as it was), \
      4 unknown or partial, 2 usage or input.
      """
  )

  @Option(name: .customLong("pid"), help: "The process; it was started with `reload-plan run`.")
  var pid: Int32

  @Option(name: .customLong("project"), help: "The project's folder, as given to `run`.")
  var project: String?

  @Flag(name: .customLong("json"), help: "Print JSON (schema reload-plan/outcome/1).")
  var isJSON = false

  func run() throws {
    let process = try LiveProcess(pid: pid, project: project)
    let stale = StaleModules(of: process.session.hello)
    guard !stale.findings.isEmpty else {
      return try LiveProcess.finish(
        process.report(verdict: "nothing", applied: false),
        asJSON: isJSON
      )
    }
    var report = process.report(verdict: "restart", applied: false)
    report.findings = stale.findings
    try LiveProcess.finish(report, asJSON: isJSON)
  }
}
