import ArgumentParser
import ReloadPlanning
import Reporting

/// How the commands that change a process end: the report, and the status that it calls for.
enum OutcomeEnd {
  static func finish(_ outcome: ReloadOutcome, isJSON: Bool) throws {
    if isJSON {
      StandardStreams.writeOutput(OutcomeJSONWriter.write(outcome))
    } else {
      let style = TextStyle(isColored: StandardStreams.outputIsColored)
      StandardStreams.writeOutput(OutcomeTextReporter(style: style).text(of: outcome))
    }
    if outcome.isPartial { throw ExitCode(ExitStatus.partial.code) }
    if !outcome.isApplied, outcome.verdict != .nothing { throw ExitCode(ExitStatus.refused.code) }
  }
}
