import ArgumentParser
import HostIO
import ReloadDrivers
import ReloadPlanning
import Reporting

/// A conversation with one process, as the commands that change processes have it.
struct LiveProcess {
  let session: AgentSession
  /// The project folder, as the agent has it.
  let project: String

  /// Connects, and checks that the process runs modules of the project.
  ///
  /// - Throws: `ExitCode` after the problem was printed.
  init(pid: Int32, project: String?) throws {
    do {
      session = try AgentSession(pid: pid)
    } catch {
      throw Self.report(error)
    }
    self.project = session.hello.project
    if let project {
      guard let folder = RealPath.folder(project) else {
        throw CommandError.input(
          problem: "no such folder",
          subject: project,
          help: "give the project's folder with --project"
        )
      }
      guard folder == self.project else {
        throw CommandError.input(
          problem: "process \(pid) was started for another project",
          subject: self.project,
          help: "give that folder with --project, or leave the option out"
        )
      }
    }
    guard !session.hello.modules.isEmpty else {
      throw CommandError.input(
        problem: "process \(pid) has loaded no module of the project",
        subject: self.project,
        help: "start the program with the --project its modules are in"
      )
    }
  }

  /// Applies a plan and says what became of it.
  func apply(planJSON: [UInt8]) throws -> OutcomeReport {
    let outcome: DriverOutcome
    do {
      outcome = try session.apply(planJSON: planJSON)
    } catch {
      throw Self.report(error)
    }
    if let failure = outcome.error {
      throw CommandError.bug("the agent failed: \(failure)")
    }
    var report = report(verdict: outcome.verdict, applied: outcome.applied)
    report.partial = outcome.partial
    report.undone = outcome.undone
    report.steps = outcome.steps.map {
      OutcomeReport.Step(id: $0.id, outcome: $0.outcome, milliseconds: $0.ms)
    }
    report.findings = outcome.findings.map(Finding.init)
    report.assumptions = outcome.assumptions
    return report
  }

  /// A report on this process without steps.
  func report(verdict: String, applied: Bool) -> OutcomeReport {
    OutcomeReport(
      pid: session.target.pid,
      project: project,
      coveredModules: session.hello.modules.count,
      verdict: verdict,
      applied: applied
    )
  }

  /// Prints the report and ends with the status that it calls for.
  static func finish(_ report: OutcomeReport, asJSON: Bool) throws {
    if asJSON {
      StandardStreams.writeOutput(OutcomeJSONWriter.write(report))
    } else {
      StandardStreams.writeOutput(OutcomeTextReporter.write(report))
    }
    if report.partial { throw ExitCode(ExitStatus.partial.code) }
    if !report.isUpToDate { throw ExitCode(ExitStatus.refused.code) }
  }

  private static func report(_ error: DriverError) -> ExitCode {
    StandardStreams.writeError(error.description)
    if error.leavesUnknown { return ExitCode(ExitStatus.partial.code) }
    return ExitCode((error.isRefusal ? ExitStatus.refused : ExitStatus.usage).code)
  }
}

extension Finding {
  /// A finding of the agent's.
  init(_ finding: AgentFinding) {
    let severity: Severity =
      switch finding.severity {
      case "info": .info
      case "blocker": .blocker
      // A severity of a later agent is shown rather than hidden.
      default: .warning
      }
    self.init(
      rule: finding.rule,
      severity: severity,
      message: finding.message,
      module: finding.module,
      path: finding.path,
      line: finding.line,
      column: finding.column,
      because: finding.because,
      help: finding.help
    )
  }
}
