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
    let status = status(of: outcome)
    if status != .success { throw ExitCode(status.code) }
  }

  /// The end of a command that addressed several processes: the worst status of all.
  static func finish(
    _ results: [(pid: Int32, result: Result<ReloadOutcome, any Error>)],
    isJSON: Bool
  ) throws {
    if isJSON {
      let rows = results.map { pid, result in
        (pid, result.mapError { OutcomeFailure(message: ErrorReport($0).message) })
      }
      StandardStreams.writeOutput(OutcomeJSONWriter.write(rows))
    }
    var worst = ExitStatus.success
    let style = TextStyle(isColored: StandardStreams.outputIsColored)
    for (pid, result) in results {
      let status: ExitStatus
      switch result {
      case .success(let outcome):
        status = self.status(of: outcome)
        if !isJSON {
          let text = OutcomeTextReporter(style: style).text(of: outcome)
          StandardStreams.writeOutput("process \(pid)\n\(text)")
        }
      case .failure(let error):
        status = ErrorReport(error).status
        if !isJSON { ErrorReport(error).write() }
      }
      if status.code > worst.code { worst = status }
    }
    if worst != .success { throw ExitCode(worst.code) }
  }

  private static func status(of outcome: ReloadOutcome) -> ExitStatus {
    if outcome.isPartial { return .partial }
    return outcome.isApplied || outcome.verdict == .nothing ? .success : .refused
  }
}
