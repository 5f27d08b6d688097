import ArgumentParser
import ReloadPlanKit
import Reporting

/// `reload-plan plan`: what has to happen in a process that runs the old files.
struct PlanCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "plan",
    abstract: "Print what has to happen in a process that runs the old files, and why.",
    discussion: """
      The old files are those of the last commit, unless --since names another revision or --from \
      another folder.
      """
  )

  @OptionGroup var options: PlanOptions

  @Flag(name: .customLong("json"), help: "Print JSON (schema reload-plan/plan/1).")
  var isJSON = false

  @Option(
    name: .customLong("order"),
    parsing: .upToNextOption,
    help: "Print the order in which these modules and all that must follow can be reloaded whole."
  )
  var edited: [String] = []

  func run() async throws {
    if !edited.isEmpty { return try await writeOrder() }
    try await PrintedReport.print(of: options.workspace, since: options.baseline) {
      let result = try await options.plan(showsRisks: true)
      if isJSON {
        let json = PlanJSONWriter.write(result.plan, sources: result.sources, pretty: true)
        return PrintedReport(output: json)
      }
      let style = TextStyle(isColored: StandardStreams.outputIsColored)
      return PrintedReport(text: PlanTextReporter(style: style).text(of: result.plan))
    }
  }

  private func writeOrder() async throws {
    let order = try await options.workspace.reloadOrder(of: edited)
    if isJSON {
      StandardStreams.writeOutput(OrderJSONWriter.document(of: order))
    } else {
      let style = TextStyle(isColored: StandardStreams.outputIsColored)
      StandardStreams.writeOutput(OrderTextReporter(style: style).text(of: order))
    }
  }
}
