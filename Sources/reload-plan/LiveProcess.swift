import ArgumentParser
import HostIO
import ReloadDrivers
import ReloadPlanKit
import ReloadPlanning
import Reporting

/// A process, as the commands that change processes have it.
struct LiveProcess {
  let reload: LiveReload

  /// Connects, and checks that the process was started for the project.
  init(pid: Int32, project: String?) throws {
    let session = try AgentSession(pid: pid)
    let own = session.hello.project
    if let project {
      guard let folder = RealPath.folder(project) else {
        throw CommandError.input(
          problem: "no such folder",
          subject: project,
          help: "give the project's folder with --project"
        )
      }
      guard folder == own else {
        throw CommandError.input(
          problem: "process \(pid) was started for another project",
          subject: own,
          help: "give that folder with --project, or leave the option out"
        )
      }
    }
    reload = LiveReload(session: session, project: own)
  }

  /// Prints the outcome and ends with the status that it calls for.
  static func finish(_ outcome: ReloadOutcome, asJSON: Bool) throws {
    if asJSON {
      StandardStreams.writeOutput(OutcomeJSONWriter.write(outcome))
    } else {
      let style = TextStyle(isColored: StandardStreams.outputIsColored)
      StandardStreams.writeOutput(OutcomeTextReporter(style: style).text(of: outcome))
    }
    if outcome.isPartial { throw ExitCode(ExitStatus.partial.code) }
    if !outcome.isApplied, outcome.verdict != .nothing { throw ExitCode(ExitStatus.refused.code) }
  }
}
