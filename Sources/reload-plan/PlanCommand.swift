import ArgumentParser
import ReloadPlanKit
import ReloadPlanning
import Reporting

/// `reload-plan plan`: what would have to happen in a running program.
struct PlanCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "plan",
    abstract: "Print what a change of files asks of a running program, in order, and why."
  )

  @Argument(help: "The project's folder.")
  var project = "."

  @Option(name: .customLong("since"), help: "The git revision the program runs.")
  var revision: String?

  @Option(name: .customLong("from"), help: "A folder with the files the program runs.")
  var oldTree: String?

  @Option(name: .customLong("root"), help: "A folder that imports start from; repeatable.")
  var roots: [String] = []

  @Flag(name: .customLong("json"), help: "Print JSON (schema reload-plan/plan/1).")
  var isJSON = false

  func validate() throws {
    if revision != nil, oldTree != nil {
      throw ValidationError("--since and --from exclude each other; give one of them")
    }
  }

  func run() throws {
    var workspace = Workspace(path: project)
    workspace.roots = roots
    let result =
      if let oldTree {
        try workspace.plan(fromTree: oldTree)
      } else {
        try workspace.plan(since: revision ?? "HEAD")
      }
    if isJSON {
      StandardStreams.writeOutput(
        PlanJSONWriter.write(result.plan, sources: result.sources, pretty: false))
    } else {
      let style = TextStyle(isColored: StandardStreams.outputIsColored)
      StandardStreams.writeOutput(PlanTextReporter(style: style).text(of: result.plan))
    }
  }
}
