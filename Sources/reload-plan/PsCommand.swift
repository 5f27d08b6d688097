import ArgumentParser
import HostIO
import ReloadPlanKit
import Reporting

/// `reload-plan ps`: the running programs that can be reloaded.
struct PsCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "ps",
    abstract: "List your running programs that can be reloaded, and what is stale in them.",
    discussion: "Each program is asked; one that is busy is listed with the reason."
  )

  @Option(name: .customLong("pid"), help: "Only this process; repeatable.")
  var pids: [Int32] = []

  @Flag(name: .customLong("json"), help: "Print JSON (schema reload-plan/processes/1).")
  var isJSON = false

  func run() throws {
    let programs = ProcessSurvey.programs(pids)
    if isJSON {
      StandardStreams.writeOutput(ProcessesJSONWriter.write(programs))
    } else {
      let style = TextStyle(isColored: StandardStreams.outputIsColored)
      let reporter = ProcessesTextReporter(style: style, now: FileStatus.currentTime)
      StandardStreams.writeOutput(reporter.text(of: programs))
    }
  }
}
