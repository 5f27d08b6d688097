import ArgumentParser
import HostIO
import ReloadPlanKit
import Reporting

/// `reload-plan graph`: the modules of a project and what they import.
struct GraphCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "graph",
    abstract: "Print the modules of a project and what they import, when and why.",
    discussion: """
      C and C++ files are those that a compile_commands.json in the folder, or in its folder build, \
      names, and the headers they include.
      """
  )

  @Argument(help: "The project's folder.")
  var project = "."

  @Option(name: .customLong("root"), help: "A folder that imports start from; repeatable.")
  var roots: [String] = []

  /// Forms of the graph beside JSON.
  enum Format: String, ExpressibleByArgument, CaseIterable {
    case text, dot
  }

  @Option(name: .customLong("format"), help: "How to print it: text, or dot for Graphviz.")
  var format = Format.text

  @Flag(name: .customLong("json"), help: "Print JSON (schema reload-plan/graph/1).")
  var isJSON = false

  @Flag(name: .customLong("pretty"), help: "Spread the JSON over lines.")
  var isPretty = false

  @Flag(name: .customLong("follow"), help: "Index the standard library and installed packages too.")
  var isFollowing = false

  @Option(name: .customLong("python"), help: "The Python whose packages --follow indexes.")
  var python = "python3"

  @Flag(
    name: .customLong("symbols"),
    help: "With --json: also what names take from each other."
  )
  var hasSymbols = false

  @Flag(
    name: .customLong("risks"),
    help: "With --json: also what risks finds; reads every file in full."
  )
  var hasRisks = false

  @Option(name: .customLong("workers"), help: "How many files to read at a time.")
  var workers = 2

  func validate() throws {
    if hasRisks, !isJSON { throw ValidationError("--risks needs --json; see also risks --help") }
  }

  func run() async throws {
    HeapPolicy.returnLargeBuffers()
    var workspace = Workspace(path: project)
    workspace.roots = roots
    if isFollowing { workspace.followedPython = python }
    workspace.jobs = max(1, workers)
    workspace.nativeWorker = "/proc/self/exe"
    let isColored = StandardStreams.outputIsColored
    let findings = hasRisks ? try await workspace.findings() : nil
    let name = isJSON ? "json" : format.rawValue
    try await workspace.writeGraph(
      // Findings depend on more than the graph does: settings, tables of effects.
      form: hasRisks ? nil : [name, "\(isPretty)", "\(hasSymbols)", "\(isColored)"],
      to: StandardStreams.writeOutput
    ) { graph, nativeSymbols, sink in
      if isJSON {
        let symbols = hasSymbols ? try workspace.symbols() : nil
        return GraphJSONWriter.write(
          graph,
          pretty: isPretty,
          symbols: symbols,
          nativeSymbols: hasSymbols ? nativeSymbols() : nil,
          findings: findings,
          to: { sink(Array($0)) }
        )
      }
      switch format {
      case .text:
        let text = GraphTextReporter(style: TextStyle(isColored: isColored)).text(of: graph)
        sink(Array(text.utf8))
      case .dot: sink(Array(GraphDOTWriter.document(of: graph).utf8))
      }
    }
  }
}
