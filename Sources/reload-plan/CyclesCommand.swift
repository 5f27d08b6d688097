import ArgumentParser
import ReloadPlanKit
import ReloadPlanning
import Reporting

/// `reload-plan cycles`: modules that import each other, and how to part them.
struct CyclesCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "cycles",
    abstract: "Print import cycles: what crosses them, their shortest loops, the cheapest cuts."
  )

  /// Which cycles make `--fail-on` end with status 1.
  enum Gate: String, ExpressibleByArgument, CaseIterable {
    case any, value, `class`

    var least: ImportCycle.Crossing {
      switch self {
      case .any: .late
      case .value: .value
      case .class: .class
      }
    }
  }

  @Argument(help: "The project's folder.")
  var project = "."

  @Option(name: .customLong("root"), help: "A folder that imports start from; repeatable.")
  var roots: [String] = []

  @Flag(name: .customLong("all"), help: "Leave nothing out of large cycles.")
  var showsAll = false

  @Flag(name: .customLong("json"), help: "Print JSON (schema reload-plan/cycles/1).")
  var isJSON = false

  @Option(
    name: .customLong("fail-on"),
    help: "End with status 1 if a cycle is crossed by at least this: any, value or class."
  )
  var gate: Gate?

  func run() async throws {
    var workspace = Workspace(path: project)
    workspace.roots = roots
    workspace.nativeWorker = "/proc/self/exe"
    try await PrintedReport.print(of: workspace) { try await report(workspace) }
  }

  private func report(_ workspace: Workspace) async throws -> PrintedReport {
    let cycles = try await workspace.cycles()
    var report: PrintedReport
    if isJSON {
      let findings = cycles.isEmpty ? [] : try await workspace.findings(ofRules: ["RP7"])
      report = PrintedReport(output: CyclesJSONWriter.document(of: cycles, findings: findings))
    } else {
      let style = TextStyle(isColored: StandardStreams.outputIsColored)
      let reporter = CyclesTextReporter(style: style, showsAll: showsAll)
      report = PrintedReport(text: reporter.text(of: cycles))
    }
    if let gate, cycles.contains(where: { $0.crosses >= gate.least }) { report.status = .gate }
    return report
  }
}
